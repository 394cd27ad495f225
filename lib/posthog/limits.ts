import { z } from "zod";
import type { ClientConfig } from "./config.ts";
import { callProvisioningApi } from "./provisioning.ts";
import type { Region } from "./regions.ts";

const budgetSchema = z
  .object({
    per_hour: z.number(),
    /** How many calls a full bucket holds. */
    burst: z.number(),
    /** Calls left now; absent if PostHog does not say. */
    remaining: z.number().optional(),
  })
  .transform(({ per_hour, ...bucket }) => ({ perHour: per_hour, ...bucket }));

/** A token bucket, which refills continuously. */
export type Budget = z.output<typeof budgetSchema>;

const limitSchema = z.union([
  z.object({ blocked: z.literal(true) }).transform(() => "blocked" as const),
  z.object({ unlimited: z.literal(true) }).transform(() => "unlimited" as const),
  budgetSchema,
]);

const limitsSchema = z
  .object({
    tier: z.string(),
    tier_basis: z.object({ attested: z.boolean() }),
    endpoints: z.record(z.string(), limitSchema),
  })
  .transform(({ tier, tier_basis, endpoints }) => ({
    /** PostHog's name for this kind of client; `jwks_attested` has the highest limits. */
    tier,
    /** Whether an organization at PostHog vouches for the client. */
    isVerified: tier_basis.attested,
    endpoints: Object.entries(endpoints).map(([endpoint, limit]) => ({ endpoint, limit })),
  }));

/** A client's rate limits, with the calls it has left. */
export type ClientLimits = z.output<typeof limitsSchema>;

/**
 * Reads this client's rate limits. The call itself counts, too.
 * @param accessToken Any user's. A client that signs its requests needs none.
 * @throws {PostHogError} `not_found` from servers without this endpoint.
 */
export function readLimits(
  config: ClientConfig,
  request: { region: Region; accessToken?: string },
): Promise<ClientLimits> {
  return callProvisioningApi(config, {
    ...request,
    asClient: !request.accessToken,
    idempotent: true,
    path: "/api/agentic/provisioning/limits",
    body: {},
    schema: limitsSchema,
  });
}
