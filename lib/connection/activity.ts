import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import { db, query } from "../db";
import type { ErrorCode, Failure } from "../failure";
import type { ActivityKind, Prisma } from "../generated/prisma/client";
import { log } from "../log";
import { isErrorCode } from "../messages";
import type { Region } from "../posthog/regions";

const KEPT_DAYS = 90;
const PRUNE_ONE_IN = 200;
const LATEST = 50;
const LATEST_FIRST = [{ createdAt: "desc" as const }, { id: "desc" as const }];

/** Refused before anything was done in the user's name: to keep these would let anybody fill the table. */
const NOT_ATTEMPTED: readonly string[] = ["flow_unknown", "foreign_origin", "invalid_input", "slow_down"];

export interface ActivityEntry {
  readonly kind: ActivityKind;
  readonly region?: Region;
  /** What was attempted, for FAILED, as a verb: "open in PostHog". */
  readonly attempted?: string;
  /** The error code, for FAILED. */
  readonly code?: string;
  /** PostHog's request id, for a support ticket. */
  readonly requestId?: string;
}

const columns = {
  id: true,
  kind: true,
  region: true,
  attempted: true,
  code: true,
  requestId: true,
  createdAt: true,
} satisfies Prisma.ActivitySelect;

export type RecordedActivity = Prisma.ActivityGetPayload<{ select: typeof columns }>;

/** Notes what was done in a user's name. Nobody has to wait for it, and nothing fails because of it. */
export function recordActivity(userId: string, entry: ActivityEntry): Promise<void> {
  const { kind, region, attempted, code, requestId } = entry;
  return query(
    z.unknown(),
    `INSERT INTO "Activity" ("id", "userId", "kind", "region", "attempted", "code", "requestId", "createdAt")
     VALUES ($1, $2, $3::"ActivityKind", $4::"Region", $5, $6, $7, $8)`,
    [uuidv7(), userId, kind, region, attempted, code, requestId, new Date()],
  )
    .then(() => (Math.random() < 1 / PRUNE_ONE_IN ? pruneActivity() : undefined))
    .catch(() => log().warn({ kind }, "an activity could not be recorded"));
}

/** Notes what could not be done, for the page that comes next as well. */
export async function recordFailure(
  userId: string,
  attempted: string,
  { code, requestId }: Failure,
): Promise<void> {
  if (NOT_ATTEMPTED.includes(code)) return;
  await recordActivity(userId, { kind: "FAILED", attempted, code, requestId });
}

/** The user's latest activity, newest first. */
export function listActivity(userId: string): Promise<RecordedActivity[]> {
  return db().activity.findMany({
    where: { userId },
    orderBy: LATEST_FIRST,
    take: LATEST,
    select: columns,
  });
}

/** Why the last thing that was attempted did not work; null when it did. */
export async function findLatestProblem(userId: string): Promise<ErrorCode | null> {
  const latest = await db().activity.findFirst({
    where: { userId },
    orderBy: LATEST_FIRST,
    select: { code: true },
  });
  return latest?.code && isErrorCode(latest.code) ? latest.code : null;
}

/** Forgets what is older than the record is kept. */
export async function pruneActivity(): Promise<void> {
  const oldest = new Date(Date.now() - KEPT_DAYS * 24 * 3600 * 1000);
  await db().activity.deleteMany({ where: { createdAt: { lt: oldest } } });
}
