import type { ClientAuth } from "oauth4webapi";
import type { Region } from "./regions";
import type { Resilience } from "./resilience";
import type { ServerClocks } from "./server-clocks";

/** Everything the client needs from outside. Time and network come in here, so a test can replace them. */
export interface ClientConfig {
  /** Origin per region, e.g. `https://us.posthog.com`. */
  readonly baseUrls: Readonly<Record<Region, string>>;
  /** The URL of the partner's Client ID Metadata Document. */
  readonly clientId: string;
  /** Proves who is calling, anew for each attempt: `None()` for a public client, `PrivateKeyJwt()` for a confidential one. */
  readonly authenticate: ClientAuth;
  readonly fetch: typeof globalThis.fetch;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** What time it is at PostHog. */
  readonly clocks: ServerClocks;
  /** Longest wait for one answer, in milliseconds. */
  readonly timeoutMs: number;
  /** Ends what is under way when the action it belongs to has taken long enough. */
  readonly deadline: () => AbortSignal | undefined;
  readonly resilience: Resilience;
}

export const DEFAULT_TIMEOUT_MS = 10_000;
