import type { Context } from "hono";
import type { Region } from "../core/region";
import { readBody } from "../http/body";
import type { SandboxEnv } from "../http/env";
import { Refusal, typedEnvelope } from "../http/refusal";
import type { Client } from "../store/clients";
import { answering } from "./answering";
import { findBearerClient, readBearer } from "./bearer";
import { authenticateClient, readClientProof } from "./client-authentication";
import { bucketKey, chargePartner } from "./rate-limits";
import { forwardUnless } from "./region-proxy";
import { BASE_LIMITS, type Endpoint, isConfidential, limitOf, tierOf } from "./tiers";
import { describeBucket } from "./token-bucket";

/** The partner's rate limits and what remains of them. This request counts too. */
export function readLimits(region: Region) {
  return answering(typedEnvelope, async (c, meter) => {
    const presented = readBearer(c);
    const isKnown = presented === "" || region.store.accessTokens.has(presented);
    const forwarded = await forwardUnless(isKnown, c, region);
    if (forwarded) return forwarded;
    const client = await identify(c, region);
    c.set("clientId", client.clientId);
    meter.charge = chargePartner(region, client, "limits_reads");
    return c.json({
      tier: tierOf(client),
      tier_basis: {
        client_authentication: client.tokenEndpointAuthMethod,
        attested: client.organizationId !== null,
      },
      endpoints: presentEndpoints(region, client),
    });
  });
}

async function identify(c: Context<SandboxEnv>, region: Region): Promise<Client> {
  if (c.req.header("authorization")?.startsWith("Bearer")) return findBearerClient(c, region).client;
  const client = await authenticateClient(region, readClientProof(c, await readBody(c)));
  if (isConfidential(client)) return client;
  throw new Refusal(401, "unauthorized", "This client must authenticate with a bearer token");
}

function presentEndpoints(region: Region, client: Client): Record<string, unknown> {
  const names = Object.keys(BASE_LIMITS).filter((name): name is Endpoint => name in BASE_LIMITS);
  return Object.fromEntries(names.map((name) => [name, presentEndpoint(region, client, name)]));
}

function presentEndpoint(region: Region, client: Client, endpoint: Endpoint) {
  const limit = limitOf(client, endpoint);
  if (limit === "blocked") return { blocked: true };
  if (limit === "unlimited") return { unlimited: true };
  const { remaining, resetSeconds } = describeBucket(region, bucketKey(client, endpoint), limit);
  return { per_hour: limit.perHour, burst: limit.burst, remaining, reset: resetSeconds };
}
