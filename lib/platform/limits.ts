import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { z } from "zod";
import { query } from "./db";
import { log } from "./log";
import type { Prunable } from "./pruning";

interface Rate {
  /** How many uses are allowed… */
  readonly points: number;
  /** …in so many seconds. */
  readonly duration: number;
}

/** What one person, and one address, may do. */
export interface Limit {
  /** Distinguishes the counters of one limit from those of another. */
  readonly name: string;
  readonly user?: Rate;
  readonly address: Rate;
}

/** For everything a person does that costs PostHog little. */
export const ordinaryLimit: Limit = {
  name: "manage",
  user: { points: 60, duration: 60 },
  address: { points: 600, duration: 60 },
};

const limiters = new Map<string, RateLimiterPostgres>();

/**
 * Counts one use in the database that all processes share.
 * @param who The user's id, where there is one, and the address the request came from.
 * @returns seconds to wait before the next use, or null when this one may go on.
 */
export async function countUse(
  { name, user, address }: Limit,
  who: { user?: string; address: string },
): Promise<number | null> {
  const waits = await Promise.all([
    user && who.user ? consume(`${name}-user`, user, who.user) : null,
    consume(`${name}-address`, address, who.address),
  ]);
  const longest = Math.max(...waits.map((wait) => wait ?? 0));
  return longest > 0 ? longest : null;
}

const counted = z.object({ points: z.number(), expire: z.coerce.number() });

// The library sends its statement as `pg` would take it. Its limiter for Prisma takes two, each in a transaction.
const counters = {
  query: async ({ text, values }: { text: string; values: unknown[] }) => ({
    rows: await query(counted, text, values),
  }),
};

async function consume(name: string, rate: Rate, key: string): Promise<number | null> {
  try {
    await limiterFor(name, rate).consume(key);
    return null;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return Math.ceil(refusal.msBeforeNext / 1000);
    // A limit protects the app; it must not be what takes it down.
    log().warn({ limit: name }, "a rate limit could not be counted");
    return null;
  }
}

/** Counters whose time is over. */
export const expiredCounters: Prunable = {
  table: "RateLimiterFlexible",
  key: "key",
  expired: `"expire" < extract(epoch FROM now()) * 1000`,
};

function limiterFor(name: string, rate: Rate): RateLimiterPostgres {
  const known = limiters.get(name);
  if (known) return known;
  const limiter = new RateLimiterPostgres({
    storeClient: counters,
    storeType: "client",
    tableName: "RateLimiterFlexible",
    tableCreated: true,
    // Its own way deletes everything in one statement.
    clearExpiredByTimeout: false,
    keyPrefix: name,
    ...rate,
  });
  limiters.set(name, limiter);
  return limiter;
}
