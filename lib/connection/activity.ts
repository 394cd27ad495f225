import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import { db, query } from "../platform/db";
import type { Prisma } from "../platform/generated/prisma/client";
import { log } from "../platform/log";
import { outliveAnswer } from "../platform/outlive";
import type { Prunable } from "../platform/pruning";
import { logSecurityEvent, type SecurityEvent } from "../platform/security-log";
import { together } from "../platform/together";
import type { Region } from "../posthog/regions";

const SHOWN = 50;
const LATEST_FIRST = [{ createdAt: "desc" as const }, { id: "desc" as const }];

/**
 * Codes of failures that are not stored. They were refused before anything was done on the person's behalf, and
 * storing them would let anyone fill the table; or the database is away, and cannot store them.
 */
const NOT_STORED: readonly string[] = [
  "database_away",
  "flow_under_way",
  "flow_unknown",
  "foreign_origin",
  "invalid_input",
  "slow_down",
];

/** Words for an activity that is recorded under the id of an action. */
export interface ActivityWords {
  /** For a success: "Replaced the project token". */
  readonly done: string;
  /** For a failure: "Could not replace the project token". */
  readonly failed: string;
}

export interface ActivityEntry {
  /** The id of the action. Its words are near the code that records it, and may have been removed with a feature. */
  readonly action: string;
  readonly region?: Region | undefined;
  /** The error code of a failure; absent for a success. */
  readonly code?: string | undefined;
  /** PostHog's request id, for a support ticket. */
  readonly requestId?: string | undefined;
  /** The security event to log for it, for a security team. */
  readonly event?: SecurityEvent;
}

const columns = {
  id: true,
  action: true,
  region: true,
  code: true,
  requestId: true,
  times: true,
  createdAt: true,
} satisfies Prisma.ActivitySelect;

export type RecordedActivity = Prisma.ActivityGetPayload<{ select: typeof columns }>;

interface Row extends Pick<ActivityEntry, "action" | "region" | "code" | "requestId"> {
  readonly id: string;
  readonly userId: string;
  readonly createdAt: Date;
}

async function insert(rows: readonly Row[]): Promise<() => void> {
  await query(
    z.unknown(),
    `INSERT INTO "Activity" ("id", "userId", "action", "region", "code", "requestId", "createdAt")
     SELECT a."id", a."userId", a."action", a."region"::"Region", a."code", a."requestId", a."at"::timestamptz
     FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
       AS a("id", "userId", "action", "region", "code", "requestId", "at")
     ON CONFLICT ("id") DO UPDATE SET "times" = "Activity"."times" + 1, "createdAt" = EXCLUDED."createdAt"`,
    [
      rows.map(({ id }) => id),
      rows.map(({ userId }) => userId),
      rows.map(({ action }) => action),
      rows.map(({ region }) => region ?? null),
      rows.map(({ code }) => code ?? null),
      rows.map(({ requestId }) => requestId ?? null),
      rows.map(({ createdAt }) => createdAt.toISOString()),
    ],
  );
  return () => {};
}

const insertTogether = together(insert);

/** Records what was done on a person's behalf. No caller has to wait for it, and it never fails. */
export function recordActivity(userId: string, entry: ActivityEntry): Promise<void> {
  const { action, region, code, requestId, event } = entry;
  if (event) logSecurityEvent(event, userId, { action, ...(code ? { reason: code } : {}) });
  const createdAt = new Date();
  // A failure without an answer from PostHog costs its sender nothing, so all repeats in an hour share one row.
  const isFolded = code !== undefined && requestId === undefined;
  const id = isFolded ? `${userId}:${action}:${code}:${createdAt.toISOString().slice(0, 13)}` : uuidv7();
  const row = { id, userId, action, region, code, requestId, createdAt };
  const recorded = insertTogether(row)
    // A row whose user is gone fails the whole batch, so each row is then stored alone.
    .catch(() => insert([row]))
    .then(
      () => {},
      () => log().warn({ action }, "an activity could not be recorded"),
    );
  outliveAnswer(recorded);
  return recorded;
}

/** Records a failure. */
export async function recordFailure(
  userId: string,
  action: string,
  { code, requestId }: { readonly code: string; readonly requestId?: string | undefined },
): Promise<void> {
  if (!NOT_STORED.includes(code)) await recordActivity(userId, { action, code, requestId });
}

/** The person's latest activity, newest first. */
export function listActivity(userId: string): Promise<RecordedActivity[]> {
  return db().activity.findMany({
    where: { userId },
    orderBy: LATEST_FIRST,
    take: SHOWN,
    select: columns,
  });
}

/** The code of the last action's failure; null when it succeeded. */
export async function findLatestFailureCode(userId: string): Promise<string | null> {
  const latest = await db().activity.findFirst({
    where: { userId },
    orderBy: LATEST_FIRST,
    select: { code: true },
  });
  return latest?.code ?? null;
}

/** When an action of the person last succeeded; null when it never did, or too long ago. */
export async function findLastDone(userId: string, action: string): Promise<Date | null> {
  const latest = await db().activity.findFirst({
    where: { userId, action, code: null },
    orderBy: LATEST_FIRST,
    select: { createdAt: true },
  });
  return latest?.createdAt ?? null;
}

/** Activity is kept for ninety days. */
export const oldActivity: Prunable = {
  table: "Activity",
  key: "id",
  expired: `"createdAt" < now() - interval '90 days'`,
};
