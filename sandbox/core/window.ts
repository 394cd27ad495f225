import type { Region } from "./region";

/** So many calls in a stretch of time that begins with the first of them, or at the turn of the hour or day. */
export interface Window {
  key: string;
  limit: number;
  seconds: number;
  /** Windows on the clock's own edges (every full hour) instead of from the first call on. */
  isAligned?: boolean;
}

/** Seconds until a call fits into the window again; 0 when it fits now. */
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
