import type { ClientAuth } from "oauth4webapi";
import type { Region } from "./regions.ts";
import type { Resilience } from "./resilience.ts";
import type { ServerClocks } from "./server-clocks.ts";

/** What every call needs, made by `configureClient`. Includes the clock and `fetch`, so that tests can replace them. */
export interface ClientConfig {
  /** Origin per region, e.g. `https://us.posthog.com`. */
  readonly baseUrls: Readonly<Record<Region, string>>;
  /** The URL of the partner's Client ID Metadata Document. */
  readonly clientId: string;
  /** Authenticates the client on each attempt: `None()` for a public one, `PrivateKeyJwt()` for a confidential one. */
  readonly authenticate: ClientAuth;
  /** `User-Agent` of every request, e.g. `burrow/1.2.0`: names the partner in PostHog's logs. */
  readonly userAgent?: string;
  readonly fetch: typeof globalThis.fetch;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** How far each region's clock is ahead of ours. */
  readonly clocks: ServerClocks;
  /** Longest wait for one answer, in milliseconds; token exchanges have their own limit. */
  readonly timeoutMs: number;
  /** Longest wait while PostHog registers the client, in milliseconds. */
  readonly registrationTimeoutMs: number;
  /** The deadline of the action that a call belongs to, in milliseconds since the epoch. */
  readonly deadline: () => number | undefined;
  readonly resilience: Resilience;
}
