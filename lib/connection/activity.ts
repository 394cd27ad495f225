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
 * Refused before anything was done in the person's name: storing these would let anyone fill the table. And what
 * cannot be stored, because the database is away.
 */
const NOT_STORED: readonly string[] = [
  "database_away",
  "flow_under_way",
  "flow_unknown",
  "foreign_origin",
  "invalid_input",
  "slow_down",
];

/** Words for what is recorded under the id of an action. */
export interface ActivityWords {
  /** For a success: "Replaced the project token". */
  readonly done: string;
  /** For a failure: "Could not replace the project token". */
  readonly failed: string;
}

export interface ActivityEntry {
  /** The id of the action. Its words stand beside the code that records it, and may be gone with a feature. */
  readonly action: string;
  readonly region?: Region | undefined;
  /** The error code of a failure; absent for a success. */
  readonly code?: string | undefined;
  /** PostHog's request id, for a support ticket. */
  readonly requestId?: string | undefined;
  /** What it is to a security team, which reads it in the log. */
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

/** Records what was done in a person's name. No caller has to wait for it, and nothing fails because of it. */
export function recordActivity(userId: string, entry: ActivityEntry): Promise<void> {
  const { action, region, code, requestId, event } = entry;
  if (event) logSecurityEvent(event, userId, { action, ...(code ? { reason: code } : {}) });
  const createdAt = new Date();
  // What PostHog did not answer costs its sender nothing, so it is one row an hour, however often it is repeated.
  const isFolded = code !== undefined && requestId === undefined;
  const id = isFolded ? `${userId}:${action}:${code}:${createdAt.toISOString().slice(0, 13)}` : uuidv7();
  const row = { id, userId, action, region, code, requestId, createdAt };
  const recorded = insertTogether(row)
    // One row that cannot be stored, because its user is gone, fails those that it came with.
    .catch(() => insert([row]))
    .then(
      () => {},
      () => log().warn({ action }, "an activity could not be recorded"),
    );
  outliveAnswer(recorded);
  return recorded;
}

/** Records what did not work. */
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

/** When the person last did something with success; null when they never did, or too long ago. */
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
