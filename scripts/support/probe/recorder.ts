import type { ClientConfig } from "../../../lib/posthog/config";

/** An answer of PostHog, as it came. */
export interface Exchange {
  /** `POST /api/agentic/…`: a path holds no secret. */
  readonly call: string;
  readonly status: number;
  /** The parsed JSON; undefined where the answer has none. */
  readonly body: unknown;
}

/** The wire client with every answer written down, and without its repetitions: each answer is looked at once. */
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
