import type { CapturedEvent } from "../store/browser";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The periods of the plot, shortest first. Buckets start at whole multiples of their length, in UTC. */
const PERIODS = {
  hour: { name: "Last hour", bucket: "five minutes", bucketMs: 5 * MINUTE, count: 12 },
  day: { name: "Last 24 hours", bucket: "hour", bucketMs: HOUR, count: 24 },
  fortnight: { name: "Last 14 days", bucket: "day", bucketMs: DAY, count: 14 },
} as const;

export type PeriodId = keyof typeof PERIODS;
export const PERIOD_IDS = ["hour", "day", "fortnight"] as const satisfies PeriodId[];

export interface Bucket {
  /** When the bucket starts, in milliseconds since the epoch. */
  start: number;
  count: number;
}

export interface EventSeries {
  period: PeriodId;
  /** The period in words. */
  name: string;
  /** The length of a bucket in words. */
  bucket: string;
  buckets: Bucket[];
  total: number;
}

export const nameOfPeriod = (period: PeriodId): string => PERIODS[period].name;

/** Counts events by the time at which they happened. The last bucket contains `now`. */
export function countOverTime(events: CapturedEvent[], period: PeriodId, now: number): EventSeries {
  const { name, bucket, bucketMs, count } = PERIODS[period];
  const first = Math.floor(now / bucketMs) - count + 1;
  const buckets = Array.from({ length: count }, (_, n) => ({ start: (first + n) * bucketMs, count: 0 }));
  for (const { timestamp } of events) {
    const hit = buckets[Math.floor(Date.parse(timestamp) / bucketMs) - first];
    if (hit) hit.count += 1;
  }
  const total = buckets.reduce((sum, { count }) => sum + count, 0);
  return { period, name, bucket, buckets, total };
}

/** The shortest period that contains all the events, or the longest. */
export function suitablePeriod(events: CapturedEvent[], now: number): PeriodId {
  const holdsAll = (period: PeriodId) => countOverTime(events, period, now).total === events.length;
  return PERIOD_IDS.find(holdsAll) ?? "fortnight";
}

/** `28 Nov` for a day, `13:05` for anything shorter, in UTC. */
export function nameOfBucket({ start }: Bucket, period: PeriodId): string {
  const iso = new Date(start).toISOString();
  if (period !== "fortnight") return iso.slice(11, 16);
  return new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" }).format(start);
}
