import type { Context } from "hono";
import { findUser } from "../core/directory";
import type { Region } from "../core/region";
import type { SandboxEnv } from "../http/env";
import { Refusal } from "../http/refusal";
import type { Client } from "../store/clients";
import type { AccessToken } from "../store/grants";
import type { User } from "../store/people";

export interface Bearer {
  token: AccessToken;
  client: Client;
  user: User;
}

const unauthorized = (message: string) => new Refusal(401, "unauthorized", message);

export function readBearer(c: Context): string {
  const header = c.req.header("authorization") ?? "";
  return header.startsWith("Bearer ") ? header.slice("Bearer ".length).trim() : "";
}

/** The token's user and client. The order of the checks is PostHog's: it decides which error is returned. */
export function authenticateBearer(
  c: Context<SandboxEnv>,
  region: Region,
  { provisionsResources = true } = {},
): Bearer {
  const { token, client } = findBearerClient(c, region);
  if (provisionsResources && !client.canProvisionResources) {
    throw new Refusal(403, "forbidden", "Resource provisioning not enabled for this partner");
  }
  const user = findUser(region, token.userId);
  if (!user?.isActive) throw unauthorized("Authentication failed");
  return { token, client, user };
}

export function findBearerClient(
  c: Context<SandboxEnv>,
  region: Region,
): { token: AccessToken; client: Client } {
  const presented = readBearer(c);
  if (presented === "") throw unauthorized("Missing bearer token");
  const token = region.store.accessTokens.get(presented);
  if (!token) throw unauthorized("Invalid access token");
  if (token.expiresAt <= region.clock.now()) throw unauthorized("Access token expired");
  const client = region.store.clients.get(token.clientId);
  if (!client?.isPartner || client.disabled) throw unauthorized("Authentication failed");
  c.set("clientId", client.clientId);
  if (!client.active) throw unauthorized("Partner is deactivated");
  return { token, client };
}
