import { z } from "zod";
import { networkOf } from "./address";
import { query } from "./db";
import { log } from "./log";
import { refuse } from "./messages";
import type { Prunable } from "./pruning";
import { currentAddress } from "./request";
import { logSecurityEvent } from "./security-log";
import { together } from "./together";

/** A bucket of uses that refills continuously, as PostHog's own do. */
export interface Rate {
  /** How many uses a full bucket holds. */
  readonly burst: number;
  readonly perHour: number;
}

/** What one person may do, and what everyone at one address may do together. */
export interface Limit {
  /** Distinguishes the buckets of one limit from those of another. */
  readonly name: string;
  readonly user?: Rate;
  readonly address: Rate;
}

/** Wide enough for a company behind one address. */
export const ORDINARY_ADDRESS: Rate = { burst: 600, perHour: 36_000 };

/** The default limit. All actions that use it share one bucket per person, and one per address. */
export const ordinaryLimit: Limit = {
  name: "manage",
  user: { burst: 30, perHour: 240 },
  address: ORDINARY_ADDRESS,
};

/** What one process accepts in all from people whose address it does not know. */
const UNKNOWN_ADDRESSES: Rate = { burst: 1_000, perHour: 360_000 };

/**
 * Takes a use from the person's bucket and from that of the request's address. If no proxy names the address, all
 * requests look alike: they share one large bucket in this process, so that one flood does not close the app for all.
 * @param userId The id of the user; absent if no one is signed in yet.
 * @returns seconds to wait before the next use, or null when this one may go on.
 */
export async function countUse({ name, user, address }: Limit, userId?: string): Promise<number | null> {
  const from = currentAddress();
  const unknown = from === undefined ? takeHere(UNKNOWN_ADDRESSES) : null;
  if (unknown !== null) return unknown;
  return take([
    ...(user && userId ? [{ key: `${name}-user:${userId}`, rate: user }] : []),
    ...(from ? [{ key: `${name}-address:${networkOf(from)}`, rate: address }] : []),
  ]);
}

/** @throws {AppError} `slow_down` when the limit is reached. */
export async function requireUse(limit: Limit, userId: string): Promise<void> {
  const wait = await countUse(limit, userId);
  if (wait === null) return;
  logSecurityEvent("limit_hit", userId, { limit: limit.name });
  throw refuse("slow_down", wait);
}

interface Bucket {
  readonly key: string;
  readonly rate: Rate;
}

const takenSchema = z.object({ key: z.string() });
const waitSchema = z.object({ key: z.string(), wait: z.number() });

/**
 * Takes a use from each bucket in the database that all processes share, in one statement with those of other requests.
 * A bucket is stored as the time at which it will be full again. A bucket with less than one use left stays unchanged,
 * so trying again costs nothing. Only then does a second statement read the waits.
 * @returns seconds until the emptiest bucket has a use again; null when all had one.
 */
export async function take(buckets: readonly Bucket[]): Promise<number | null> {
  if (buckets.length === 0) return null;
  try {
    return await takeTogether(buckets);
  } catch {
    // A limit protects the app, so it must not take the app down.
    log().warn({ limit: buckets.map(({ key }) => key.split(":")[0]) }, "a limit could not be counted");
    return null;
  }
}

const takeTogether = together(
  async (asked: readonly (readonly Bucket[])[]) => {
    const buckets = asked.flat();
    const keys = buckets.map(({ key }) => key);
    const steps = buckets.map(({ rate }) => 3600 / rate.perHour);
    const slacks = buckets.map(({ rate }) => ((rate.burst - 1) * 3600) / rate.perHour);
    const taken = await query(takenSchema, TAKE, [keys, slacks, steps]);
    const waits = taken.length === keys.length ? [] : await query(waitSchema, WAITS, [keys, slacks]);
    const byKey = new Map(waits.map(({ key, wait }) => [key, wait]));
    for (const { key } of taken) byKey.delete(key);
    return (each: readonly Bucket[]) => {
      const own = each.flatMap(({ key }) => byKey.get(key) ?? []);
      return own.length === 0 ? null : Math.max(...own);
    };
  },
  // One statement can take from a bucket only once.
  (asked, each) => !asked.some((other) => other.some(({ key }) => each.some((bucket) => bucket.key === key))),
);

/** Full buckets: a missing row means the same. */
export const fullBuckets: Prunable = { table: "RateLimit", key: "key", expired: `"fullAt" < now()` };

/** The longest time that a bucket with a use left can need to become full. */
const SLACK = `make_interval(secs => ($2::float8[])[array_position($1::text[], held."key")])`;

const TAKE = `
  INSERT INTO "RateLimit" AS held ("key", "fullAt")
  SELECT "key", now() + make_interval(secs => "step") FROM unnest($1::text[], $3::float8[]) AS asked("key", "step")
  ORDER BY "key" -- or two statements could deadlock
  ON CONFLICT ("key") DO UPDATE SET "fullAt" = greatest(held."fullAt", now()) + (EXCLUDED."fullAt" - now())
    WHERE held."fullAt" <= now() + ${SLACK}
  RETURNING held."key"`;

const WAITS = `
  SELECT "key", greatest(1, ceil(extract(epoch FROM held."fullAt" - now() - ${SLACK})))::int AS "wait"
  FROM "RateLimit" held WHERE "key" = ANY ($1)`;

let fullAt = 0;

/** The same in memory: in the database, every request would wait for the same row. */
function takeHere({ burst, perHour }: Rate): number | null {
  const [now, step] = [Date.now(), 3_600_000 / perHour];
  const wait = fullAt - now - (burst - 1) * step;
  if (wait > 0) return Math.ceil(wait / 1000);
  fullAt = Math.max(fullAt, now) + step;
  return null;
}
