import type { Region } from "../core/region";
import { readBody } from "../http/body";
import { oauthEnvelope, Refusal } from "../http/refusal";
import { answering } from "../provisioning/answering";
import { readString } from "../provisioning/fields";
import type { Client } from "../store/clients";
import { authenticateAnyClient } from "./client";

/** Token revocation (RFC 7009). Every token gets the same answer, so a client learns nothing about others' tokens. */
export function revokeToken(region: Region) {
  return answering(oauthEnvelope, async (c) => {
    const body = await readBody(c);
    const client = await authenticateAnyClient(c, region, body);
    const token = readString(body, "token");
    if (!token) throw new Refusal(400, "invalid_request", "token is required");
    revoke(region, client, token);
    return c.body(null, 200);
  });
}

/** Looks in both tables, so `token_type_hint` is not needed. Revoking an access token keeps its refresh token. */
function revoke({ store }: Region, { clientId }: Client, token: string): void {
  if (store.accessTokens.get(token)?.clientId === clientId) store.accessTokens.delete(token);
  const refreshToken = store.refreshTokens.get(token);
  if (refreshToken?.clientId !== clientId) return;
  refreshToken.revoked = true;
  store.accessTokens.delete(refreshToken.accessToken);
}
