import type { Region } from "../core/region";
import { readBody } from "../http/body";
import { oauthEnvelope, Refusal } from "../http/refusal";
import { answering } from "../provisioning/answering";
import { readString } from "../provisioning/fields";
import type { Client } from "../store/clients";
import { authenticateAnyClient } from "./client";

/** Token revocation (RFC 7009). The answer is the same for every token, so it tells nothing about a foreign one. */
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

/** The prefix already says which kind of token it is, so `token_type_hint` is not needed. */
function revoke({ store }: Region, { clientId }: Client, token: string): void {
  if (store.accessTokens.get(token)?.clientId === clientId) store.accessTokens.delete(token);
  const refreshToken = store.refreshTokens.get(token);
  if (refreshToken?.clientId !== clientId) return;
  refreshToken.revoked = true;
  store.accessTokens.delete(refreshToken.accessToken);
}
