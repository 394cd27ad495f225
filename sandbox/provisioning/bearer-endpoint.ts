import type { Context } from "hono";
import type { Region } from "../core/region";
import type { SandboxEnv } from "../http/env";
import { Refusal, statusEnvelope } from "../http/refusal";
import { answering } from "./answering";
import { requireApiVersion } from "./api-version";
import { authenticateBearer, type Bearer, readBearer } from "./bearer";
import { chargePartner } from "./rate-limits";
import { forwardUnless } from "./region-proxy";
import { checkSignature } from "./signature";
import type { Endpoint } from "./tiers";

/**
 * Wraps an endpoint that takes an access token. In this order, it forwards an unknown token to the other region,
 * authenticates, checks the signature and the API version, charges the rate limit, and calls the handler.
 */
export function bearerEndpoint(
  region: Region,
  endpoint: Endpoint | null,
  handler: (c: Context<SandboxEnv>, bearer: Bearer) => Promise<Response>,
  { isSigned = false } = {},
) {
  return answering(statusEnvelope, async (c, meter) => {
    const presented = readBearer(c);
    const isKnown = presented === "" || region.store.accessTokens.has(presented);
    const forwarded = await forwardUnless(isKnown, c, region);
    if (forwarded) return forwarded;
    const bearer = authenticateBearer(c, region);
    if (region.settings.switches.signatures) await checkSignature(c, region, { isRequired: isSigned });
    requireApiVersion(c, region);
    if (endpoint) meter.charge = chargePartner(region, bearer.client, endpoint, c.req.param("id"));
    return handler(c, bearer);
  });
}

/** Ids of other projects and unknown ids get the same error, so that callers cannot find out which ids exist. */
export function requireProjectId(c: Context, { token }: Bearer): { id: string; projectId: number } {
  const id = c.req.param("id") ?? "";
  if (!/^[+-]?\d+$/.test(id)) throw new Refusal(400, "invalid_resource_id", "Invalid resource ID", { id });
  const projectId = Number(id);
  if (!token.projectIds.includes(projectId)) {
    throw new Refusal(403, "forbidden", "Resource not accessible with this token", { id });
  }
  return { id, projectId };
}
