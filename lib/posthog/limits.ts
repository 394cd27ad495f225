import { z } from "zod";
import type { ClientConfig } from "./config.ts";
import { callProvisioningApi } from "./provisioning.ts";
import type { Region } from "./regions.ts";

const budgetSchema = z
  .object({
    per_hour: z.number(),
    /** How many calls a full bucket holds. */
    burst: z.number(),
    /** Calls left at once; absent where PostHog does not say. */
    remaining: z.number().optional(),
  })
  .transform(({ per_hour, ...bucket }) => ({ perHour: per_hour, ...bucket }));

/** A bucket that fills up continuously. */
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
    /** PostHog's name for the kind of client this is; `jwks_attested` may do most. */
    tier,
    /** An organization at PostHog stands behind the client. */
    isVerified: tier_basis.attested,
    endpoints: Object.entries(endpoints).map(([endpoint, limit]) => ({ endpoint, limit })),
  }));

/** What a client may still call. */
export type ClientLimits = z.output<typeof limitsSchema>;

/**
 * Reads what this client may still call. The call itself counts, too.
 * @param accessToken Of any user. A client that signs its requests needs none.
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
