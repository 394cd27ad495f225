import { createHash } from "node:crypto";
import type { Context } from "hono";
import { refreshWhenStale } from "../cimd/registry";
import { findProject, findUser, listUserProjects } from "../core/directory";
import type { Region } from "../core/region";
import { mayIssue } from "../core/scopes";
import type { Body } from "../http/body";
import type { SandboxEnv } from "../http/env";
import { serverError } from "../http/errors";
import { Refusal } from "../http/refusal";
import type { Client } from "../store/clients";
import type { AuthorizationCode } from "../store/grants";
import type { Meter } from "./answering";
import { readClientProof } from "./client-authentication";
import { readString } from "./fields";
import { authenticateForGrant } from "./grant-authentication";
import { chargePartner } from "./rate-limits";
import { issueTokens, projectsFor } from "./token-grant";

const invalidGrant = (message: string) => new Refusal(400, "invalid_grant", message);

/**
 * Exchanges an authorization code for tokens. If a check up to and including client authentication fails, the code
 * stays valid. Any later failure consumes it.
 */
export async function exchangeCode(c: Context<SandboxEnv>, region: Region, body: Body, meter: Meter) {
  const code = findCode(region, readString(body, "code"));
  checkVerifier(code, readString(body, "code_verifier"));
  const client = region.store.clients.get(code.clientId);
  if (!client) throw invalidGrant("Unknown application for this authorization code");
  c.set("clientId", client.clientId);
  await authenticateForGrant(region, client, readClientProof(c, body));
  // Authentication is asynchronous: of two concurrent requests with the same code, only the first may succeed.
  if (!region.store.authorizationCodes.delete(code.code)) throw unknownCode();
  refreshWhenStale(region, client);
  meter.charge = chargePartner(region, client, "token_exchanges");
  return redeem(region, client, code);
}

const unknownCode = () => invalidGrant("Invalid or expired authorization code");

function findCode(region: Region, presented: string | undefined): AuthorizationCode {
  if (!presented) throw new Refusal(400, "invalid_request", "code is required");
  const code = region.store.authorizationCodes.get(presented);
  if (!code || code.expiresAt <= region.clock.now()) throw unknownCode();
  return code;
}

function checkVerifier({ codeChallenge }: AuthorizationCode, verifier: string | undefined): void {
  // RFC 6749 says 400, but PostHog answers 401 when the proof is missing.
  if (codeChallenge === null) throw new Refusal(401, "invalid_request", "Authentication required");
  if (!verifier) throw new Refusal(401, "invalid_request", "code_verifier is required for PKCE");
  if (!isAscii(verifier)) throw serverError();
  const challenge = createHash("sha256").update(verifier).digest("base64url");
  if (challenge !== codeChallenge) throw invalidGrant("PKCE code_verifier does not match");
}

const isAscii = (text: string) => Buffer.byteLength(text) === text.length;

function redeem(region: Region, client: Client, code: AuthorizationCode) {
  const user = findUser(region, code.userId);
  if (!user) throw invalidGrant("User not found");
  if (code.endedByOperator) throw invalidGrant("Application sessions were revoked; re-authorize.");
  if (code.scopes.length === 0) {
    throw new Refusal(400, "invalid_scope", "Authorization code carries no scopes; re-authorize.");
  }
  if (!mayIssue(code.scopes, client, region.settings)) {
    throw new Refusal(400, "invalid_scope", "Requested scopes exceed the application's allowed scopes");
  }
  const projectIds = projectsFor(region, client.clientId, user.id, [code.projectId]);
  if (projectIds.length === 0) {
    throw invalidGrant("No accessible teams for this authorization; re-authorize.");
  }
  const { clientId } = client;
  return {
    ...issueTokens(region, { clientId, userId: user.id, scopes: code.scopes, projectIds }),
    account: {
      id: findProject(region, code.projectId)?.organizationId ?? "",
      payment_credentials: "orchestrator",
      available_teams: presentProjects(region, user.id),
    },
  };
}

/** All projects of the user, in all organizations, not only those the token can access. */
function presentProjects(region: Region, userId: number) {
  return listUserProjects(region, userId).map((project) => ({
    id: project.id,
    name: project.name,
    organization_id: project.organizationId,
    organization_name: region.store.organizations.get(project.organizationId)?.name ?? "",
  }));
}
