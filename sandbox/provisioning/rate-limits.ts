import type { Region } from "../core/region";
import { countCall, waitFor } from "../core/window";
import { Refusal } from "../http/refusal";
import type { Client } from "../store/clients";
import { type Endpoint, limitOf } from "./tiers";
import { describeBucket, putTokenBack, takeToken } from "./token-bucket";

/** The rate-limit cost of a request: reported in response headers, and refunded for some errors. */
export interface Charge {
  refund(): void;
  headers(): Record<string, string>;
}

const FREE: Charge = { refund: () => {}, headers: () => ({}) };

export function chargePartner(region: Region, client: Client, endpoint: Endpoint, id?: string): Charge {
  return region.settings.switches.rateLimits === "token buckets"
    ? chargeBucket(region, client, endpoint, id)
    : chargeWindow(region, client, endpoint, id);
}

function chargeBucket(region: Region, client: Client, endpoint: Endpoint, id?: string): Charge {
  const limit = limitOf(client, endpoint);
  if (limit === "unlimited") return FREE;
  if (limit === "blocked") {
    throw new Refusal(
      403,
      "forbidden",
      "This endpoint is not available for this partner's tier. Publish a JWKS document or verify your organization to raise your tier.",
      withId(id),
    );
  }
  const key = bucketKey(client, endpoint);
  const headers = () => {
    const state = describeBucket(region, key, limit);
    return {
      "RateLimit-Limit": String(limit.burst),
      "RateLimit-Remaining": String(state.remaining),
      "RateLimit-Reset": String(state.resetSeconds),
    };
  };
  if (!takeToken(region, key, limit)) {
    const retryAfter = String(describeBucket(region, key, limit).retrySeconds);
    throw new Refusal(
      429,
      "rate_limited",
      "Rate limit exceeded for this partner. Wait the number of seconds in the Retry-After header, then retry. To raise your limits, publish a JWKS document or verify your organization: https://posthog.com/docs/integrate/provisioning#rate-limits",
      { ...withId(id), isTyped: true, headers: { ...headers(), "Retry-After": retryAfter } },
    );
  }
  return { headers, refund: () => putTokenBack(region, key, limit) };
}

export const bucketKey = (client: Client, endpoint: Endpoint) => `bucket ${endpoint} ${client.clientId}`;

/** The documented limits: calls per hour, only on some endpoints, no refunds. Refreshes count as exchanges. */
const HOURLY: Partial<Record<Endpoint, { counts: Endpoint; perHour: number; perHourAttested: number }>> = {
  account_requests: { counts: "account_requests", perHour: 10, perHourAttested: 100 },
  token_exchanges: { counts: "token_exchanges", perHour: 20, perHourAttested: 20 },
  token_refreshes: { counts: "token_exchanges", perHour: 20, perHourAttested: 20 },
  resource_creates: { counts: "resource_creates", perHour: 20, perHourAttested: 20 },
};

function chargeWindow(region: Region, client: Client, endpoint: Endpoint, id?: string): Charge {
  const hourly = HOURLY[endpoint];
  const override = client.rateLimits[endpoint] ?? (hourly && client.rateLimits[hourly.counts]);
  if (!hourly || (override !== undefined && override <= 0)) return FREE;
  const limit = override ?? (client.organizationId === null ? hourly.perHour : hourly.perHourAttested);
  const key = `hour ${hourly.counts} ${client.clientId}`;
  const window = { key, limit, seconds: 3600, isAligned: true };
  const wait = waitFor(region, window);
  if (wait > 0) {
    const which = endpoint === "resource_creates" ? "" : ` (${hourly.counts})`;
    throw new Refusal(429, "rate_limited", `Rate limit exceeded for this partner${which}. Try again later.`, {
      ...withId(id),
      isTyped: true,
      headers: { "Retry-After": String(wait) },
    });
  }
  countCall(region, window);
  return FREE;
}

const withId = (id: string | undefined) => (id === undefined ? {} : { id });
