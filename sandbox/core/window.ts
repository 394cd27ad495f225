import type { Region } from "./region";

/** A fixed-window rate limit. The window starts with its first call, or on the hour or day when it is aligned. */
export interface Window {
  key: string;
  limit: number;
  seconds: number;
  /** Start at a multiple of `seconds` since the epoch (each full hour) instead of at the first call. */
  isAligned?: boolean;
}

/** Seconds until the next call is allowed; 0 when it is allowed now. */
export function waitFor(region: Region, window: Window): number {
  const counter = current(region, window);
  if (!counter || counter.level < window.limit) return 0;
  return Math.max(1, Math.ceil((counter.expiresAt - region.clock.now()) / 1000));
}

export function countCall(region: Region, window: Window): void {
  const counter = current(region, window);
  if (counter) {
    counter.level += 1;
    return;
  }
  const now = region.clock.now();
  const length = window.seconds * 1000;
  const at = window.isAligned ? Math.floor(now / length) * length : now;
  region.store.counters.set(window.key, { level: 1, at, expiresAt: at + length });
}

function current(region: Region, window: Window) {
  const counter = region.store.counters.get(window.key);
  return counter && counter.expiresAt > region.clock.now() ? counter : undefined;
}
