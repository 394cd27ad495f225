import type { ClientConfig } from "../../../lib/posthog/config";

/** A raw answer from PostHog. */
export interface Exchange {
  /** `POST /api/agentic/…`: a path holds no secret. */
  readonly call: string;
  readonly status: number;
  /** The parsed JSON; undefined where the answer has none. */
  readonly body: unknown;
}

/** Wraps the wire client to record every answer. Disables retries, so that each answer is checked once. */
export function recordExchanges(config: ClientConfig): { config: ClientConfig; takeExchanges(): Exchange[] } {
  let exchanges: Exchange[] = [];
  const recording: ClientConfig = {
    ...config,
    resilience: { run: (_region, _idempotent, call) => call() },
    async fetch(input, init) {
      const response = await config.fetch(input, init);
      const body: unknown = await response
        .clone()
        .json()
        .catch(() => undefined);
      const { pathname } = new URL(input instanceof Request ? input.url : input);
      exchanges.push({ call: `${init?.method ?? "GET"} ${pathname}`, status: response.status, body });
      return response;
    },
  };
  return {
    config: recording,
    takeExchanges() {
      const taken = exchanges;
      exchanges = [];
      return taken;
    },
  };
}
