import type { Region } from "../core/region";
import { countCall, waitFor } from "../core/window";
import { ApiError } from "../http/errors";
import type { Caller } from "./credentials";

const LIMITS = [
  { name: "burst", limit: 480, seconds: 60 },
  { name: "sustained", limit: 4800, seconds: 3600 },
] as const;

/** PostHog counts what one personal API key asks for. Other credentials are counted elsewhere, or not at all. */
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
