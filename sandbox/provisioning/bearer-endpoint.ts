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
 * What every endpoint behind an access token does first: pass a foreign region's token on, authenticate, gate the
 * version, charge the partner. Only then is the body looked at.
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

/** Foreign and unknown ids are refused alike, so that nobody learns which ids exist. */
export function requireProjectId(c: Context, { token }: Bearer): { id: string; projectId: number } {
  const id = c.req.param("id") ?? "";
  if (!/^[+-]?\d+$/.test(id)) throw new Refusal(400, "invalid_resource_id", "Invalid resource ID", { id });
  const projectId = Number(id);
  if (!token.projectIds.includes(projectId)) {
    throw new Refusal(403, "forbidden", "Resource not accessible with this token", { id });
  }
  return { id, projectId };
}
