import type { Region } from "../core/region";
import type { Counter } from "../store/store";

/** A token bucket. An empty one is full after `burst / perHour` hours; full ones are pruned. */
export interface BucketLimit {
  burst: number;
  perHour: number;
}

export interface BucketState {
  remaining: number;
  /** Seconds until the bucket is full. */
  resetSeconds: number;
  /** Seconds until the next call is allowed. */
  retrySeconds: number;
}

/**
 * One token, in the unit of the calculations. In a millisecond a bucket gets `perHour` units, so that levels are whole
 * numbers and no floating-point error makes a wait a second too long.
 */
const TOKEN = 3_600_000;

export function takeToken(region: Region, key: string, limit: BucketLimit): boolean {
  const units = unitsIn(region, key, limit);
  if (units < TOKEN) return false;
  put(region, key, limit, units - TOKEN);
  return true;
}

export function putTokenBack(region: Region, key: string, limit: BucketLimit): void {
  put(region, key, limit, Math.min(limit.burst * TOKEN, unitsIn(region, key, limit) + TOKEN));
}

export function describeBucket(region: Region, key: string, limit: BucketLimit): BucketState {
  const units = unitsIn(region, key, limit);
  const secondsFor = (missing: number) => Math.ceil(missing / (limit.perHour * 1000));
  return {
    remaining: Math.floor(units / TOKEN),
    resetSeconds: secondsFor(limit.burst * TOKEN - units),
    retrySeconds: secondsFor(TOKEN - units),
  };
}

function unitsIn(region: Region, key: string, limit: BucketLimit): number {
  const full = limit.burst * TOKEN;
  const counter = region.store.counters.get(key);
  if (!counter) return full;
  const refilled = (region.clock.now() - counter.at) * limit.perHour;
  return Math.min(full, Math.round(counter.level * TOKEN + refilled));
}

function put(region: Region, key: string, limit: BucketLimit, units: number): void {
  const now = region.clock.now();
  const fullAt = now + (limit.burst * TOKEN - units) / limit.perHour;
  const counter: Counter = { level: units / TOKEN, at: now, expiresAt: fullAt };
  region.store.counters.set(key, counter);
}
