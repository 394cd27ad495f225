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

export function takeToken(region: Region, key: string, limit: BucketLimit): boolean {
  const level = levelOf(region, key, limit);
  if (level < 1) return false;
  put(region, key, limit, level - 1);
  return true;
}

export function putTokenBack(region: Region, key: string, limit: BucketLimit): void {
  put(region, key, limit, Math.min(limit.burst, levelOf(region, key, limit) + 1));
}

export function describeBucket(region: Region, key: string, limit: BucketLimit): BucketState {
  const level = levelOf(region, key, limit);
  const perSecond = limit.perHour / 3600;
  return {
    remaining: Math.floor(level),
    resetSeconds: Math.ceil((limit.burst - level) / perSecond),
    retrySeconds: Math.ceil((1 - level) / perSecond),
  };
}

function levelOf(region: Region, key: string, limit: BucketLimit): number {
  const counter = region.store.counters.get(key);
  if (!counter) return limit.burst;
  const refilled = ((region.clock.now() - counter.at) / 3_600_000) * limit.perHour;
  // Rounded, because floating-point errors could leave the sum just below a whole token.
  return Math.min(limit.burst, Math.round((counter.level + refilled) * 1e9) / 1e9);
}

function put(region: Region, key: string, limit: BucketLimit, level: number): void {
  const now = region.clock.now();
  const fullAt = now + ((limit.burst - level) / limit.perHour) * 3_600_000;
  const counter: Counter = { level, at: now, expiresAt: fullAt };
  region.store.counters.set(key, counter);
}
