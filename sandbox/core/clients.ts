import type { Client } from "../store/clients";
import type { Region } from "./region";

/** Adds a client to the region. What is not given is what an unknown OAuth application has: no rights at all. */
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

/** What each provisioning partner may do from the start. An operator grants everything else. */
export const PARTNER_RIGHTS = {
  isPartner: true,
  active: true,
  canCreateAccounts: true,
  canProvisionResources: true,
} as const satisfies Partial<Client>;
