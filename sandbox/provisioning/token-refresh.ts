import type { Context } from "hono";
import { refreshWhenStale } from "../cimd/registry";
import type { Region } from "../core/region";
import { narrowScopes } from "../core/scopes";
import type { Body } from "../http/body";
import type { SandboxEnv } from "../http/env";
import { Refusal } from "../http/refusal";
import type { RefreshToken } from "../store/grants";
import type { Meter } from "./answering";
import { readClientProof } from "./client-authentication";
import { readString } from "./fields";
import { authenticateForGrant } from "./grant-authentication";
import { chargePartner } from "./rate-limits";
import { issueTokens, projectsFor } from "./token-grant";

const invalidGrant = (message: string) => new Refusal(400, "invalid_grant", message);

/**
 * Exchanges a refresh token for a new pair of tokens. Success revokes the old pair; a refusal changes nothing.
 * Reusing an old refresh token is refused but does not revoke the new pair.
 */
export async function refreshTokens(c: Context<SandboxEnv>, region: Region, body: Body, meter: Meter) {
  const presented = readString(body, "refresh_token");
  if (!presented) throw new Refusal(400, "invalid_request", "refresh_token is required");
  const found = findLive(region, presented);
  const client = found && region.store.clients.get(found.clientId);
  if (client) {
    c.set("clientId", client.clientId);
    await authenticateForGrant(region, client, readClientProof(c, body));
  }
  // Look up again after the asynchronous authentication: of two concurrent refreshes, only one may succeed.
  const token = findLive(region, presented);
  if (!token || !client) throw invalidGrant("Invalid or revoked refresh token");
  const projectIds = projectsFor(region, client.clientId, token.userId, token.projectIds);
  if (projectIds.length === 0) throw invalidGrant("No accessible teams for this token; re-authorize.");
  if (token.endedByOperator) throw invalidGrant("Application sessions were revoked; re-authorize.");
  const scopes = narrowScopes(token.scopes, client, region.settings);
  if (scopes.length === 0) {
    throw invalidGrant("Token scopes are no longer within the application's allowed scopes; re-authorize.");
  }
  refreshWhenStale(region, client);
  meter.charge = chargePartner(region, client, "token_refreshes");
  token.revoked = true;
  region.store.accessTokens.delete(token.accessToken);
  return issueTokens(region, { clientId: client.clientId, userId: token.userId, scopes, projectIds });
}

function findLive(region: Region, presented: string): RefreshToken | undefined {
  const token = region.store.refreshTokens.get(presented);
  return token && !token.revoked ? token : undefined;
}
