import type { Context } from "hono";
import { readUnverifiedSubject } from "../cimd/assertion";
import type { Region } from "../core/region";
import type { Body } from "../http/body";
import type { SandboxEnv } from "../http/env";
import { Refusal } from "../http/refusal";
import { readClientProof } from "../provisioning/client-authentication";
import { authenticateForGrant } from "../provisioning/grant-authentication";
import type { Client } from "../store/clients";

const invalidClient = (message: string) => new Refusal(401, "invalid_client", message);

/**
 * Authenticates the client of a request. Unlike the provisioning API, the general server also accepts a client
 * that is not a partner or was deactivated: it must be able to revoke the tokens it still has.
 */
export async function authenticateAnyClient(
  c: Context<SandboxEnv>,
  region: Region,
  body: Body,
): Promise<Client> {
  const proof = readClientProof(c, body);
  const { assertion, secret } = proof;
  const clientId = proof.clientId ?? (assertion && readUnverifiedSubject(assertion));
  const client = clientId === undefined ? undefined : region.store.clients.get(clientId);
  if (!client) throw invalidClient("Unknown client");
  c.set("clientId", client.clientId);
  const isPublic = client.tokenEndpointAuthMethod === "none";
  if (isPublic && (assertion ?? secret) !== undefined) throw invalidClient("This client has no credentials");
  await authenticateForGrant(region, client, proof);
  return client;
}
