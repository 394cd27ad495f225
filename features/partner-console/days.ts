import { z } from "zod";
import { db } from "@/lib/platform/db";

const DAYS = 30;
const DAY_MS = 86_400_000;

/** What happened on one day, in UTC. */
export interface DayCounts {
  /** `2026-11-28`. */
  readonly day: string;
  readonly opens: number;
  readonly connections: number;
  readonly failures: number;
}

const rowsSchema = z.array(
  z.object({ day: z.string(), opens: z.number(), connections: z.number(), failures: z.number() }),
);

/** The last 30 days, today last, including days without activity. */
export async function countDays(now = new Date()): Promise<DayCounts[]> {
  const days = Array.from({ length: DAYS }, (_, index) => dayOf(now.getTime() - (DAYS - 1 - index) * DAY_MS));
  const rows = rowsSchema.parse(
    await db().$queryRaw`
      SELECT to_char("createdAt" AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS "day",
        sum(CASE WHEN "code" IS NULL AND "action" = 'open' THEN "times" ELSE 0 END)::int AS "opens",
        sum(CASE WHEN "code" IS NULL AND "action" = 'connect' THEN "times" ELSE 0 END)::int AS "connections",
        sum(CASE WHEN "code" IS NOT NULL THEN "times" ELSE 0 END)::int AS "failures"
      FROM "Activity" WHERE "createdAt" >= ${new Date(`${days[0]}T00:00:00Z`)} GROUP BY 1`,
  );
  const none = { opens: 0, connections: 0, failures: 0 };
  return days.map((day) => rows.find((row) => row.day === day) ?? { day, ...none });
}

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);
