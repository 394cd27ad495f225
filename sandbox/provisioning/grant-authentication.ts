import { AssertionError, readUnverifiedSubject, verifyAssertion } from "../cimd/assertion";
import type { Region } from "../core/region";
import { Refusal } from "../http/refusal";
import type { Client } from "../store/clients";
import { type ClientProof, hasSecret } from "./client-authentication";

const invalidClient = (message: string) => new Refusal(401, "invalid_client", message);

/** Authenticates the client that redeems a code or refresh token. A public client has only PKCE. */
export async function authenticateForGrant(
  region: Region,
  client: Client,
  proof: ClientProof,
): Promise<void> {
  switch (client.tokenEndpointAuthMethod) {
    case "none":
      return;
    case "private_key_jwt":
      return checkAssertion(region, client, proof);
    case "client_secret_post":
      return checkSecret(client, proof);
  }
}

async function checkAssertion(region: Region, client: Client, proof: ClientProof): Promise<void> {
  const { assertion } = proof;
  if (assertion === undefined) throw invalidClient("A client_assertion is required");
  if ((proof.clientId ?? readUnverifiedSubject(assertion) ?? client.clientId) !== client.clientId) {
    throw invalidClient("Client assertion does not match this grant");
  }
  try {
    await verifyAssertion(region, client, assertion);
  } catch (error) {
    throw error instanceof AssertionError ? invalidClient(error.message) : error;
  }
}

function checkSecret(client: Client, { clientId, secret }: ClientProof): void {
  if (clientId === undefined || secret === undefined) {
    throw invalidClient("client_id and client_secret are required");
  }
  if (clientId !== client.clientId || !hasSecret(client, secret))
    throw invalidClient("Invalid client credentials");
}
