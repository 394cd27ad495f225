import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { z } from "zod";
import { query } from "./db";
import { log } from "./log";

/** What one person, or one address, may do: so many times in so many seconds. */
const LIMITS = {
  connect: { user: { points: 10, duration: 600 }, address: { points: 300, duration: 600 } },
  manage: { user: { points: 60, duration: 60 }, address: { points: 600, duration: 60 } },
  open: { user: { points: 60, duration: 60 }, address: { points: 600, duration: 60 } },
  event: { user: { points: 20, duration: 600 }, address: { points: 300, duration: 600 } },
  "sign-in": { user: null, address: { points: 300, duration: 600 } },
} as const;

export type Limited = keyof typeof LIMITS;

const limiters = new Map<string, RateLimiterPostgres>();

/**
 * Counts one use in the database that all processes share.
 * @param who The user's id, where there is one, and the address the request came from.
 * @returns seconds to wait before the next one, or null when this one may go on.
 */
export async function countUse(
  what: Limited,
  who: { user?: string; address: string },
): Promise<number | null> {
  const { user, address } = LIMITS[what];
  const waits = await Promise.all([
    user && who.user ? consume(`${what}-user`, user, who.user) : null,
    consume(`${what}-address`, address, who.address),
  ]);
  const longest = Math.max(...waits.map((wait) => wait ?? 0));
  return longest > 0 ? longest : null;
}

const counted = z.object({ points: z.number(), expire: z.coerce.number() });

// The library asks as `pg` would be asked. Its limiter for Prisma takes two statements, each in a transaction.
const counters = {
  query: async ({ text, values }: { text: string; values: unknown[] }) => ({
    rows: await query(counted, text, values),
  }),
};

async function consume(name: string, limit: { points: number; duration: number }, key: string) {
  try {
    await limiterFor(name, limit).consume(key);
    return null;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return Math.ceil(refusal.msBeforeNext / 1000);
    // A limit protects; it must not be what brings the app down.
    log().warn({ limit: name }, "a rate limit could not be counted");
    return null;
  }
}

function limiterFor(name: string, limit: { points: number; duration: number }): RateLimiterPostgres {
  const known = limiters.get(name);
  if (known) return known;
  const limiter = new RateLimiterPostgres({
    storeClient: counters,
    storeType: "client",
    tableName: "RateLimiterFlexible",
    tableCreated: true,
    keyPrefix: name,
    ...limit,
  });
  limiters.set(name, limiter);
  return limiter;
}
