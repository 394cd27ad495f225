import { z } from "zod";
import { db } from "@/lib/platform/db";
import { type Region, regionSchema } from "@/lib/posthog/regions";

const HOURS = 24;
const LATEST = 20;

/** How the connections of one region fare. */
export interface ConnectionCounts {
  readonly region: Region;
  readonly connected: number;
  /** Let in by PostHog, the project still to be fetched. */
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

/** How often one thing went wrong in the last day. */
export interface FailureCount {
  readonly code: string;
  readonly count: number;
  /** Of everything that was done in the last day, in percent. */
  readonly percent: number;
  /** Counts per hour, the present hour last. */
  readonly hours: readonly number[];
}

const countedSchema = z.array(
  z.object({ code: z.string().nullable(), hoursAgo: z.number(), count: z.number() }),
);

/** What went wrong in the last day, the most frequent first. */
export async function countFailures(): Promise<FailureCount[]> {
  const counted = countedSchema.parse(
    await db().$queryRaw`
      SELECT "code", floor(extract(epoch FROM now() - "createdAt") / 3600)::int AS "hoursAgo", sum("times")::int AS "count"
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

/** One thing that went wrong, with what a support ticket needs and no more of whom it happened to. */
export type RecentFailure = Awaited<ReturnType<typeof listFailures>>[number];

export async function listFailures() {
  const rows = await db().activity.findMany({
    where: { code: { not: null } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: LATEST,
    select: { id: true, userId: true, action: true, code: true, requestId: true, createdAt: true },
  });
  // The end of a user's id: its beginning is a time, which many share.
  return rows.map(({ userId, ...row }) => ({ ...row, shortUserId: userId.slice(-8) }));
}
