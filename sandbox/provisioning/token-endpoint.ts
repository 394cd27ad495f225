import type { Region } from "../core/region";
import { type Body, readBody } from "../http/body";
import { oauthEnvelope, Refusal } from "../http/refusal";
import { answering } from "./answering";
import { exchangeCode } from "./code-exchange";
import { readString } from "./fields";
import { forwardUnless } from "./region-proxy";
import { refreshTokens } from "./token-refresh";

/** The OAuth token endpoint, for authorization codes and refresh tokens. */
export function tokenEndpoint(region: Region) {
  return answering(oauthEnvelope, async (c, meter) => {
    const body = await readBody(c);
    const forwarded = await forwardUnless(isKnownHere(region, body), c, region);
    if (forwarded) return forwarded;
    const grantType = readString(body, "grant_type") ?? "";
    switch (grantType) {
      case "authorization_code":
        return c.json(await exchangeCode(c, region, body, meter));
      case "refresh_token":
        return c.json(await refreshTokens(c, region, body, meter));
      default:
        throw new Refusal(400, "unsupported_grant_type", `Unsupported grant_type: ${grantType}`);
    }
  });
}

/** An unknown code or token may belong to the other region. */
function isKnownHere(region: Region, body: Body): boolean {
  const { store } = region;
  switch (body.fields.grant_type) {
    case "authorization_code": {
      const code = readString(body, "code");
      return !code || store.authorizationCodes.has(code);
    }
    case "refresh_token": {
      const token = readString(body, "refresh_token");
      return !token || store.refreshTokens.has(token);
    }
    default:
      return true;
  }
}
