import type { Client } from "../store/clients";
import type { Region } from "./region";

/** Adds a client to the region. By default, it is an OAuth application without any rights. */
export function createClient(
  region: Region,
  fields: Pick<Client, "clientId" | "name"> & Partial<Client>,
): Client {
  const client: Client = {
    redirectUris: [],
    logoUri: null,
    tokenEndpointAuthMethod: "none",
    jwksUri: null,
    secretHash: null,
    scopes: [],
    optionalScopes: [],
    organizationId: null,
    isPartner: false,
    rateLimits: {},
    registeredAt: region.clock.now(),
    documentExpiresAt: null,
    active: false,
    disabled: false,
    canCreateAccounts: false,
    canProvisionResources: false,
    canIssueDeepLinks: false,
    issuesPersonalApiKey: false,
    ...fields,
  };
  region.store.clients.set(client.clientId, client);
  return client;
}

/** The rights of a new provisioning partner. An operator must grant any others. */
export const PARTNER_RIGHTS = {
  isPartner: true,
  active: true,
  canCreateAccounts: true,
  canProvisionResources: true,
} as const satisfies Partial<Client>;
