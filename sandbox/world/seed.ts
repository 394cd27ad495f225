import { createClient, PARTNER_RIGHTS } from "../core/clients";
import { createOrganization, createProject, createUser, joinOrganization } from "../core/directory";
import type { Region } from "../core/region";
import { hashSecret, maskSecret } from "../core/secrets";

/** The personal API key of the partner's admin. Its value is fixed, so that a demonstration can use it. */
const PARTNER_ADMIN_KEY = "phx_sandbox_partner_admin";

/** A client that a PostHog operator created by hand: it has a client secret and no metadata document. */
const SECRET_CLIENT = { clientId: "sandbox-secret-client", secret: "sandbox-secret" } as const;

/** Creates the users, organizations, projects and clients that exist after a reset. */
export function seed(region: Region): void {
  const existing = createUser(region, {
    email: "existing@example.com",
    name: "Eddie Existing",
    emailVerified: true,
  });
  const colleague = createUser(region, {
    email: "colleague@example.com",
    name: "Cora Colleague",
    emailVerified: true,
  });
  const existingOrg = createOrganization(region, "Existing Org");
  joinOrganization(region, existing.id, existingOrg.id, "owner");
  joinOrganization(region, colleague.id, existingOrg.id, "member");
  createProject(region, existingOrg.id, "Web");
  createProject(region, existingOrg.id, "Mobile");

  const partner = createUser(region, {
    email: "partner@example.com",
    name: "Pat Partner",
    emailVerified: true,
  });
  const partnerOrg = createOrganization(region, "Acme Partner");
  joinOrganization(region, partner.id, partnerOrg.id, "admin");
  createProject(region, partnerOrg.id, "Default project");

  const hash = hashSecret(PARTNER_ADMIN_KEY);
  region.store.personalApiKeys.set(hash, {
    hash,
    mask: maskSecret(PARTNER_ADMIN_KEY),
    label: "Partner admin",
    userId: partner.id,
    scopes: ["*"],
    scopedProjects: [],
    scopedOrganizations: [],
    createdAt: region.clock.now(),
    lastUsedAt: null,
  });

  createClient(region, {
    ...PARTNER_RIGHTS,
    clientId: SECRET_CLIENT.clientId,
    name: "Secret Client",
    redirectUris: ["http://localhost:3000/callbacks/posthog"],
    tokenEndpointAuthMethod: "client_secret_post",
    secretHash: hashSecret(SECRET_CLIENT.secret),
    canIssueDeepLinks: true,
  });
}
