import type { AuthorizationServer, Client } from "oauth4webapi";
import type { ClientConfig } from "./config";
import type { Region } from "./regions";

/** A region as the OAuth library knows it. Its origin is the audience of the assertions that are sent there. */
export function authorizationServer({ baseUrls }: ClientConfig, region: Region) {
  const issuer = baseUrls[region];
  return { issuer, token_endpoint: `${issuer}/api/agentic/oauth/token` } satisfies AuthorizationServer;
}

export const oauthClient = ({ clientId }: ClientConfig): Client => ({ client_id: clientId });

/**
 * The parameters by which this client proves to a region who it is. Call it inside what is retried: an assertion
 * works once, and is spent by a request that fails later.
 */
export async function proveClient(config: ClientConfig, region: Region): Promise<Record<string, string>> {
  const proof = new URLSearchParams();
  await config.authenticate(authorizationServer(config, region), oauthClient(config), proof, new Headers());
  return Object.fromEntries(proof);
}
