import type { Client } from "../store/clients";

/** A client's tier, and the rate limits that follow from it. */

export const isConfidential = (client: Client) => client.tokenEndpointAuthMethod !== "none";

const FACTORS = { public: 1, public_attested: 2, jwks: 5, jwks_attested: 10 } as const;

export type Tier = keyof typeof FACTORS;

export function tierOf(client: Client): Tier {
  const isAttested = client.organizationId !== null;
  if (isConfidential(client)) return isAttested ? "jwks_attested" : "jwks";
  return isAttested ? "public_attested" : "public";
}

export const isPublicTier = (tier: Tier) => tier === "public" || tier === "public_attested";

/** Burst and hourly rate of the lowest tier. Other tiers multiply them by a factor. */
export const BASE_LIMITS = {
  account_requests: { burst: 5, perHour: 10 },
  token_exchanges: { burst: 10, perHour: 20 },
  token_refreshes: { burst: 30, perHour: 120 },
  resource_creates: { burst: 10, perHour: 30 },
  resource_reads: { burst: 30, perHour: 120 },
  credential_rotations: { burst: 30, perHour: 120 },
  resource_removals: { burst: 30, perHour: 120 },
  limits_reads: { burst: 30, perHour: 120 },
  github_integrations: { burst: 30, perHour: 120 },
  wizard_runs: { burst: 30, perHour: 120 },
  deep_links: { burst: 30, perHour: 120 },
} as const;

export type Endpoint = keyof typeof BASE_LIMITS;

export type Limit = { burst: number; perHour: number } | "blocked" | "unlimited";

export function limitOf(client: Client, endpoint: Endpoint): Limit {
  const base = BASE_LIMITS[endpoint];
  const override = client.rateLimits[endpoint];
  if (override !== undefined) {
    if (override <= 0) return "unlimited";
    return { perHour: override, burst: Math.max(1, Math.ceil((base.burst * override) / base.perHour)) };
  }
  const tier = tierOf(client);
  if (endpoint === "deep_links" && isPublicTier(tier)) return "blocked";
  const factor = FACTORS[tier];
  return { burst: base.burst * factor, perHour: base.perHour * factor };
}
