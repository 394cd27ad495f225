import { z } from "zod";
import { db } from "@/lib/platform/db";
import { type Region, regionSchema } from "@/lib/posthog/regions";

const HOURS = 24;
const LATEST = 20;

/** How many connections of one region are in each state. */
export interface ConnectionCounts {
  readonly region: Region;
  readonly connected: number;
  /** PostHog has granted access, but the project is not fetched yet. */
  readonly unfinished: number;
  readonly needsReconnect: number;
}

export async function countConnections(): Promise<ConnectionCounts[]> {
  const groups = await db().connection.groupBy({
    by: ["region", "status"],
    _count: { _all: true, projectToken: true },
  });
  return regionSchema.options.map((region) => {
    const count = (status: string) =>
      groups.find((group) => group.region === region && group.status === status)?._count;
    const active = count("ACTIVE");
    return {
      region,
      connected: active?.projectToken ?? 0,
      unfinished: (active?._all ?? 0) - (active?.projectToken ?? 0),
      needsReconnect: count("NEEDS_RECONNECT")?._all ?? 0,
    };
  });
}

/** How often one failure occurred in the last day. */
export interface FailureCount {
  readonly code: string;
  readonly count: number;
  /** Share of everything that was done in the last day, in percent. */
  readonly percent: number;
  /** Counts per hour, the current hour last. */
  readonly hours: readonly number[];
}

const countedSchema = z.array(
  z.object({ code: z.string().nullable(), hoursAgo: z.number(), count: z.number() }),
);

/** The failures of the last day, most frequent first. */
export async function countFailures(): Promise<FailureCount[]> {
  const counted = countedSchema.parse(
    await db().$queryRaw`
      SELECT "code", greatest(0, floor(extract(epoch FROM now() - "createdAt") / 3600))::int AS "hoursAgo", sum("times")::int AS "count"
      FROM "Activity" WHERE "createdAt" > now() - make_interval(hours => ${HOURS}) GROUP BY 1, 2`,
  );
  const all = total(counted);
  const codes = new Set(counted.flatMap(({ code }) => code ?? []));
  return [...codes]
    .map((code) => {
      const rows = counted.filter((row) => row.code === code);
      const hours = Array.from({ length: HOURS }, (_, hour) =>
        total(rows.filter(({ hoursAgo }) => hoursAgo === HOURS - 1 - hour)),
      );
      return { code, count: total(rows), percent: (100 * total(rows)) / all, hours };
    })
    .sort((a, b) => b.count - a.count);
}

const total = (rows: readonly { count: number }[]): number => rows.reduce((sum, { count }) => sum + count, 0);

/** A failure, with what a support ticket needs and nothing more about its user. */
export type RecentFailure = Awaited<ReturnType<typeof listFailures>>[number];

export async function listFailures() {
  const rows = await db().activity.findMany({
    where: { code: { not: null } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: LATEST,
    select: { id: true, userId: true, action: true, code: true, requestId: true, createdAt: true },
  });
  // The end of the user's id: it begins with a timestamp, which many ids share.
  return rows.map(({ userId, ...row }) => ({ ...row, shortUserId: userId.slice(-8) }));
}
