import type { Context } from "hono";
import { ASSERTION_TYPE } from "../cimd/assertion";
import type { Region } from "../core/region";
import { declaredScopes } from "../core/scopes";
import { countCall, waitFor } from "../core/window";
import { type Body, readBody } from "../http/body";
import type { SandboxEnv } from "../http/env";
import { Refusal, typedEnvelope } from "../http/refusal";
import type { Client } from "../store/clients";
import { answering } from "./answering";
import { addressOf } from "./caller";
import { readString } from "./fields";
import { type Check, checkAssertion, checkKeys, resolveClient } from "./registration-checks";
import { throttleRegistration } from "./registration-throttle";
import { isConfidential } from "./tiers";

/** Registers a client or refreshes a known one, and reports the result of each check. */
export function clientRegistration(region: Region) {
  return answering(typedEnvelope, async (c) => {
    const body = await readBody(c);
    const named = typeof body.fields.client_id === "string" ? body.fields.client_id.trim() : "";
    throttleDiagnostics(c, region, named);
    throttleRegistration(c, region, named);
    const { clientId, assertion } = readRegistration(body);
    c.set("clientId", clientId);
    const { client, checks } = await resolveClient(region, clientId);
    if (!client) throw failed(clientId, checks);
    checks.push(await checkKeys(region, client));
    if (assertion) checks.push(await checkAssertion(region, client, assertion));
    return c.json(presentRegistration(client, checks));
  });
}

function readRegistration(body: Body): { clientId: string; assertion: string | undefined } {
  const clientId = readString(body, "client_id", { isRequired: true, mayBeBlank: false }) ?? "";
  const assertion = readString(body, "client_assertion") || undefined;
  const type = readString(body, "client_assertion_type");
  if (assertion && type !== ASSERTION_TYPE) {
    throw new Refusal(400, "invalid_request", `client_assertion_type must be ${ASSERTION_TYPE}`);
  }
  return { clientId, assertion };
}

function throttleDiagnostics(c: Context<SandboxEnv>, region: Region, clientId: string): void {
  const windows = [
    { key: `checks client ${clientId}`, limit: 30, who: "for this client" },
    { key: `checks address ${addressOf(c)}`, limit: 120, who: "from this address" },
  ];
  for (const { key, limit, who } of windows) {
    const window = { key, limit, seconds: 3600, isAligned: true };
    const wait = waitFor(region, window);
    if (wait > 0) {
      throw new Refusal(429, "rate_limited", `Too many registration checks ${who}. Try again later.`, {
        headers: { "Retry-After": String(wait) },
      });
    }
    countCall(region, window);
  }
}

function failed(clientId: string, checks: Check[]): Refusal {
  const message = checks.find((check) => !check.ok)?.detail ?? "Could not register this client";
  return new Refusal(400, "registration_failed", message, {
    extra: { client_id: clientId, registered: false, checks },
  });
}

function presentRegistration(client: Client, checks: Check[]) {
  return {
    client_id: client.clientId,
    registered: true,
    client_type: isConfidential(client) ? "confidential" : "public",
    token_endpoint_auth_method: client.tokenEndpointAuthMethod,
    jwks_uri: client.jwksUri,
    scopes: declaredScopes(client),
    provisioning: {
      active: client.active,
      can_create_accounts: client.canCreateAccounts,
      can_provision_resources: client.canProvisionResources,
    },
    capabilities: { account_requests: client.canCreateAccounts, github_grants: false, wizard_runs: false },
    checks,
  };
}
