import { AssertionError, verifyAssertion } from "../cimd/assertion";
import { isMetadataUrl } from "../cimd/client-id";
import { JwksError, loadKeys } from "../cimd/jwks";
import { type Registration, register } from "../cimd/registry";
import type { Region } from "../core/region";
import type { Client } from "../store/clients";

export interface Check {
  name: "metadata_document" | "client_exists" | "provisioning_enabled" | "jwks" | "client_assertion";
  ok: boolean;
  detail: string;
}

/** The active partner with this client id, if any, and the checks made to find it. */
export function resolveClient(
  region: Region,
  clientId: string,
): Promise<{ client?: Client; checks: Check[] }> {
  return isMetadataUrl(clientId, region.settings.strict)
    ? resolveByDocument(region, clientId)
    : resolveByOperator(region, clientId);
}

async function resolveByDocument(
  region: Region,
  clientId: string,
): Promise<{ client?: Client; checks: Check[] }> {
  const registration = await register(region, clientId, true);
  const document: Check = {
    name: "metadata_document",
    ok: registration.ok,
    detail: registration.ok ? "Fetched and validated" : registration.detail,
  };
  const client = registration.ok ? registration.client : region.store.clients.get(clientId);
  if (!client) return { checks: [document] };
  return checkEnabled(client, document, explainMissingOptIn(registration));
}

async function resolveByOperator(
  region: Region,
  clientId: string,
): Promise<{ client?: Client; checks: Check[] }> {
  const client = region.store.clients.get(clientId);
  const exists: Check = {
    name: "client_exists",
    ok: client !== undefined,
    detail: client ? "Registered by a PostHog admin" : "No client is registered with this client_id",
  };
  if (!client) return { checks: [exists] };
  return checkEnabled(client, exists, "This client is not enabled for agentic provisioning");
}

function checkEnabled(
  client: Client,
  first: Check,
  whyNotEnabled: string,
): { client?: Client; checks: Check[] } {
  const reason = explainRefusal(client, whyNotEnabled);
  const enabled: Check = { name: "provisioning_enabled", ok: reason === null, detail: reason ?? "Active" };
  const checks = [first, enabled];
  return enabled.ok ? { client, checks } : { checks };
}

function explainRefusal(client: Client, whyNotEnabled: string): string | null {
  if (client.disabled) {
    return "Provisioning is blocked for this client. Contact PostHog support if that is unexpected.";
  }
  if (!client.isPartner) return whyNotEnabled;
  return client.active ? null : "Provisioning is deactivated for this client";
}

function explainMissingOptIn(registration: Registration): string {
  return registration.ok
    ? 'This client is not enabled for agentic provisioning. Add "com.posthog": {"provisioning": true} to your client metadata document, then register again.'
    : "This client is not registered for agentic provisioning, and its metadata document could not be read to check for the opt-in. Fix the error in the metadata_document check, then register again.";
}

/** Fetches the keys without the cache: a client that registers has often just published them. */
export async function checkKeys(region: Region, client: Client): Promise<Check> {
  const name = "jwks";
  if (client.tokenEndpointAuthMethod === "none" || client.jwksUri === null) {
    return {
      name,
      ok: true,
      detail:
        "No jwks_uri, so this client authenticates with PKCE only and cannot use the GitHub grant endpoints",
    };
  }
  try {
    const keys = await loadKeys(region, client.jwksUri, true);
    const kids = keys.map((key) => key.kid ?? "(no kid)").join(", ");
    return { name, ok: true, detail: `${keys.length} key(s) served: ${kids}` };
  } catch (error) {
    if (error instanceof JwksError) return { name, ok: false, detail: error.message };
    throw error;
  }
}

export async function checkAssertion(region: Region, client: Client, assertion: string): Promise<Check> {
  const name = "client_assertion";
  try {
    await verifyAssertion(region, client, assertion);
    return { name, ok: true, detail: "Verified, and its jti is now consumed" };
  } catch (error) {
    if (error instanceof AssertionError) return { name, ok: false, detail: error.message };
    throw error;
  }
}
