import type { Context } from "hono";
import { isMetadataUrl } from "../cimd/client-id";
import { registerLater } from "../cimd/registry";
import { findUserByEmail } from "../core/directory";
import type { Region } from "../core/region";
import { explainExistingUserScopes } from "../core/scopes";
import { type Body, readBody } from "../http/body";
import type { SandboxEnv } from "../http/env";
import { Refusal, typedEnvelope } from "../http/refusal";
import type { Client } from "../store/clients";
import type { User } from "../store/people";
import { type AccountRequest, checkCodeChallenge, readAccountRequest, readRegion } from "./account-request";
import { askForConsent, createAccount, scopesOf } from "./accounts";
import { answering } from "./answering";
import { requireApiVersion } from "./api-version";
import { capAddress, capEmail } from "./caller-caps";
import {
  authenticateClient,
  type ClientProof,
  identifyClient,
  readClientProof,
} from "./client-authentication";
import { readObject } from "./fields";
import { chargePartner } from "./rate-limits";
import { forward, proxyFailed } from "./region-proxy";
import { throttleRegistration } from "./registration-throttle";

/** PostHog does not publish which addresses it blocks. In the sandbox, this reserved domain is blocked. */
const BLOCKED_EMAIL = /@blocked\.example$/i;

/** A new user gets an account and an authorization code at once. An existing one must consent first. */
export function accountRequests(region: Region) {
  return answering(typedEnvelope, async (c, meter) => {
    const body = await readBody(c);
    const wantedRegion = wantedRegionOf(body);
    if (wantedRegion !== region.name) {
      const answer = await forward(c, region);
      if (answer === "unreachable") throw proxyFailed();
      if (answer) return answer;
    }
    requireApiVersion(c, region);
    const proof = readClientProof(c, body);
    if (proof.clientId) throttleRegistration(c, region, proof.clientId);
    const client = await identify(c, region, proof);
    if (client) c.set("clientId", client.clientId);
    else if (registerFirst(region, proof)) return c.json({ type: "registering", retry_after: 5 }, 202);
    const request = readAccountRequest(region, body);
    if (!client) throw new Refusal(401, "unauthorized", "Authentication required");
    if (!client.canCreateAccounts) {
      throw new Refusal(403, "forbidden", "Account creation is not enabled for this partner");
    }
    capAddress(c, region, client);
    meter.charge = chargePartner(region, client, "account_requests");
    if (BLOCKED_EMAIL.test(request.email)) {
      throw new Refusal(403, "forbidden", "Account creation is not available for this email address.");
    }
    checkCodeChallenge(request);
    checkTeamId(region, request);
    const user = findUserByEmail(region, request.email);
    if (user) return answerExisting(c, region, client, user, request);
    capEmail(region, request.email);
    const { code } = createAccount(region, client, request);
    return c.json({ id: request.id, type: "oauth", oauth: { code } });
  });
}

/** An unreadable `configuration` counts as absent here: other refusals come first, and its own comes later. */
function wantedRegionOf(body: Body): string {
  try {
    return readRegion(readObject(body, "configuration"));
  } catch (error) {
    if (error instanceof Refusal) return readRegion({});
    throw error;
  }
}

function identify(c: Context<SandboxEnv>, region: Region, proof: ClientProof): Promise<Client | null> {
  return region.settings.switches.terseAuthenticationErrors
    ? identifyClient(c, region, proof)
    : authenticateClient(region, proof);
}

/** Registers an unknown client in the background. The caller gets a 202 and retries. */
function registerFirst(region: Region, { clientId }: ClientProof): boolean {
  const { switches, strict } = region.settings;
  if (!switches.registersOnFirstRequest || !clientId || !isMetadataUrl(clientId, strict)) return false;
  if (region.store.clients.has(clientId)) return false;
  registerLater(region, clientId, true);
  return true;
}

function checkTeamId(region: Region, { id, configuration }: AccountRequest): void {
  const teamId = configuration.team_id;
  if (!region.settings.switches.teamIdInAccountRequests || teamId === undefined || teamId === null) return;
  if (Number.isInteger(Number(teamId)) && typeof teamId !== "boolean" && teamId !== "") return;
  throw new Refusal(400, "invalid_request", "configuration.team_id must be an integer", { id });
}

function answerExisting(
  c: Context<SandboxEnv>,
  region: Region,
  client: Client,
  user: User,
  request: AccountRequest,
): Response {
  const { id, codeChallenge } = request;
  if (codeChallenge === undefined) {
    throw new Refusal(400, "invalid_request", "code_challenge is required for public clients", { id });
  }
  const reason = explainExistingUserScopes(scopesOf(region, client, request), client, region.settings);
  if (reason) throw new Refusal(400, "invalid_scope", reason, { id });
  const { state, scopes } = askForConsent(region, client, user, { ...request, codeChallenge });
  const query = new URLSearchParams({ state, scope: scopes.join(" ") });
  const url = `${originFor(region, readRegion(request.configuration))}/api/agentic/authorize?${query}`;
  return c.json({ id, type: "requires_auth", requires_auth: { url } });
}

/** The origin of the consent URL: always that of the requested region, even if another region answers. */
function originFor(region: Region, wanted: string): string {
  const isOther = (wanted === "US" || wanted === "EU") && wanted !== region.name;
  return isOther ? region.otherOrigin : region.origin;
}
