import { z } from "zod";
import type { ClientConfig } from "./config";
import { postJson } from "./http";
import type { Region } from "./regions";

/** What a client may still call. */
export interface ClientLimits {
  /** PostHog's name for the kind of client this is; `jwks_attested` may do most. */
  readonly tier: string;
  /** An organization at PostHog stands behind the client. */
  readonly isVerified: boolean;
  readonly endpoints: readonly EndpointLimit[];
}

interface EndpointLimit {
  readonly endpoint: string;
  readonly limit: "blocked" | "unlimited" | Budget;
}

/** A bucket that fills up continuously. */
export interface Budget {
  readonly perHour: number;
  /** How many calls a full bucket holds. */
  readonly burst: number;
  /** Calls left at once; some buckets do not tell. */
  readonly remaining?: number;
}

const limitSchema = z.union([
  z.object({ blocked: z.literal(true) }).transform(() => "blocked" as const),
  z.object({ unlimited: z.literal(true) }).transform(() => "unlimited" as const),
  z
    .object({ per_hour: z.number(), burst: z.number(), remaining: z.number().optional() })
    .transform(({ per_hour, ...bucket }) => ({ perHour: per_hour, ...bucket })),
]);

const limitsSchema = z
  .object({
    tier: z.string(),
    tier_basis: z.object({ attested: z.boolean() }),
    endpoints: z.record(z.string(), limitSchema),
  })
  .transform(
    ({ tier, tier_basis, endpoints }): ClientLimits => ({
      tier,
      isVerified: tier_basis.attested,
      endpoints: Object.entries(endpoints).map(([endpoint, limit]) => ({ endpoint, limit })),
    }),
  );

/**
 * Asks what this client may still call; asking is counted, too.
 * @param accessToken Of any user. A client that signs its requests needs none.
 * @throws {PostHogError} `not_found` from servers that do not tell.
 */
export function readLimits(
  config: ClientConfig,
  request: { region: Region; accessToken?: string },
): Promise<ClientLimits> {
  return postJson(config, {
    ...request,
    asClient: !request.accessToken,
    repeatable: "safely",
    path: "/api/agentic/provisioning/limits",
    body: {},
    schema: limitsSchema,
  });
}
