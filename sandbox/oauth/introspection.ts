import { createHash } from "node:crypto";
import type { Region } from "../core/region";
import { readBody } from "../http/body";
import { oauthEnvelope, Refusal } from "../http/refusal";
import { answering } from "../provisioning/answering";
import { readBearer } from "../provisioning/bearer";
import { readString } from "../provisioning/fields";
import type { AccessToken } from "../store/grants";

const SCOPE = "introspection";
const INACTIVE = { active: false };

/**
 * Token introspection (RFC 7662), authenticated by an access token. An access token needs no scope to introspect
 * itself, and the scope `introspection` for any other token.
 */
export function introspectToken(region: Region) {
  return answering(oauthEnvelope, async (c) => {
    const presented = readBearer(c);
    const token = readString(await readBody(c), "token") ?? "";
    const bearer = region.store.accessTokens.get(presented);
    const isLive = bearer !== undefined && bearer.expiresAt > region.clock.now();
    if (bearer) c.set("clientId", bearer.clientId);
    if (bearer && presented === token) return c.json(isLive ? describe(region, bearer) : INACTIVE);
    if (!isLive || !bearer.scopes.includes(SCOPE)) {
      throw new Refusal(403, "insufficient_scope", `The scope ${SCOPE} is required`);
    }
    const asked = region.store.accessTokens.get(token);
    const isActive = asked !== undefined && asked.expiresAt > region.clock.now();
    return c.json(isActive ? describe(region, asked) : INACTIVE);
  });
}

function describe(region: Region, token: AccessToken) {
  const client = region.store.clients.get(token.clientId);
  return {
    active: true,
    token_type: "access_token",
    scope: token.scopes.join(" "),
    scoped_teams: token.projectIds,
    scoped_organizations: [],
    exp: Math.floor(token.expiresAt / 1000),
    client_id: idOf(region, token.clientId),
    client_name: client?.name ?? "",
  };
}

const ID_LENGTH = 40;

/** The general server identifies each client by an opaque id, even a client with a metadata URL. */
function idOf({ origin }: Region, clientId: string): string {
  if (!clientId.includes("://")) return clientId;
  return createHash("sha256").update(`${origin} ${clientId}`).digest("hex").slice(0, ID_LENGTH);
}
