import { createOrganization, createProject, createUser, joinOrganization } from "../core/directory";
import { sendWelcome } from "../core/mail";
import type { Region } from "../core/region";
import { defaultScopes } from "../core/scopes";
import { createOpaqueToken } from "../core/secrets";
import type { Client } from "../store/clients";
import type { AuthorizationCode, PendingConsent } from "../store/grants";
import type { User } from "../store/people";
import type { AccountRequest } from "./account-request";

const CODE_SECONDS = 300;
const CONSENT_SECONDS = 600;

/** Creates a user, an organization and a project, which count as provisioned by this client. */
export function createAccount(region: Region, client: Client, request: AccountRequest): AuthorizationCode {
  const { organization_name } = request.configuration;
  const organizationName =
    typeof organization_name === "string" && organization_name.trim() !== ""
      ? organization_name.trim()
      : `${client.name} (${request.email})`;
  const user = createUser(region, { email: request.email, name: request.name });
  const organization = createOrganization(region, organizationName);
  joinOrganization(region, user.id, organization.id, "owner");
  const project = createProject(region, organization.id, "Default project");
  region.store.provisionedProjects.push({
    clientId: client.clientId,
    organizationId: organization.id,
    projectId: project.id,
    partnerProjectId: null,
  });
  sendWelcome(region, user, client.name);
  return issueCode(region, {
    clientId: client.clientId,
    userId: user.id,
    projectId: project.id,
    scopes: scopesOf(region, client, request),
    codeChallenge: request.codeChallenge ?? null,
  });
}

/** Creates a consent request for an existing user. It replaces an earlier one of the same client and user. */
export function askForConsent(
  region: Region,
  client: Client,
  user: User,
  request: AccountRequest & { codeChallenge: string },
): PendingConsent {
  const { pendingConsents } = region.store;
  for (const [state, pending] of pendingConsents) {
    if (pending.clientId === client.clientId && pending.email === user.email) pendingConsents.delete(state);
  }
  const pending: PendingConsent = {
    state: createOpaqueToken(),
    clientId: client.clientId,
    email: user.email,
    scopes: scopesOf(region, client, request),
    codeChallenge: request.codeChallenge,
    expiresAt: region.clock.now() + CONSENT_SECONDS * 1000,
  };
  pendingConsents.set(pending.state, pending);
  return pending;
}

export function scopesOf(region: Region, client: Client, request: AccountRequest): string[] {
  return request.scopes.length > 0 ? request.scopes : defaultScopes(client, region.settings);
}

export function issueCode(
  region: Region,
  grant: Omit<AuthorizationCode, "code" | "endedByOperator" | "expiresAt">,
): AuthorizationCode {
  const code: AuthorizationCode = {
    ...grant,
    code: createOpaqueToken(),
    endedByOperator: false,
    expiresAt: region.clock.now() + CODE_SECONDS * 1000,
  };
  region.store.authorizationCodes.set(code.code, code);
  return code;
}
