import type { Region } from "../core/region";
import { countCall, waitFor } from "../core/window";
import { ApiError } from "../http/errors";
import type { Caller } from "./credentials";

const LIMITS = [
  { name: "burst", limit: 480, seconds: 60 },
  { name: "sustained", limit: 4800, seconds: 3600 },
] as const;

/** PostHog's throttle per personal API key. Other credentials are not throttled here. */
export function throttle(region: Region, caller: Caller): void {
  if (!region.settings.throttle || caller.via !== "personal API key") return;
  const windows = LIMITS.map(({ name, ...limit }) => ({ ...limit, key: `${name} ${caller.key.hash}` }));
  const wait = Math.max(...windows.map((window) => waitFor(region, window)));
  if (wait > 0) {
    const detail = `Request was throttled. Expected available in ${wait} seconds.`;
    throw new ApiError(429, "throttled_error", "throttled", detail, null, { "Retry-After": String(wait) });
  }
  for (const window of windows) countCall(region, window);
}
