import { createClient, PARTNER_RIGHTS } from "../core/clients";
import type { Region } from "../core/region";
import type { Client } from "../store/clients";
import type { Store } from "../store/store";
import { findAttestingOrganization } from "./attestation";
import { DEFAULT_CLIENT_NAME } from "./client-name";
import { type Metadata, MetadataError, readMetadata } from "./document";
import { FetchError, fetchForeign } from "./fetch";

const MAX_DOCUMENT_BYTES = 5120;
const DEFAULT_MAX_AGE = 3600;
const MIN_MAX_AGE = 300;
const MAX_MAX_AGE = 86_400;
const REFRESH_PAUSE_MS = 60_000;

/** Client ids being fetched, and the time of each client's last refresh. Keyed by store, so a reset clears both. */
const pendingFetches = new WeakMap<Store, Set<string>>();
const lastRefreshes = new WeakMap<Store, Map<string, number>>();

export type Registration = { ok: true; client: Client; optsIn: boolean } | { ok: false; detail: string };

/**
 * Fetches a client's document and stores its contents. The client becomes a provisioning partner only if `promote`
 * is set and the fetched document opts in. The rest of the document always updates a known client.
 */
export async function register(region: Region, clientId: string, promote: boolean): Promise<Registration> {
  const { store } = region;
  const pendingIds = pendingFetches.get(store) ?? new Set<string>();
  pendingFetches.set(store, pendingIds);
  if (pendingIds.has(clientId))
    return { ok: false, detail: "Registration is already in progress, retry shortly" };
  pendingIds.add(clientId);
  try {
    const { metadata, maxAge } = await fetchMetadata(region, clientId);
    // The sandbox was reset during the fetch: do not store a client in the new store.
    if (region.store !== store) return { ok: false, detail: "Registration was interrupted" };
    const client = storeMetadata(region, clientId, metadata, promote);
    client.documentExpiresAt = region.clock.now() + maxAge * 1000;
    return { ok: true, client, optsIn: metadata.optsIn };
  } catch (error) {
    if (error instanceof FetchError || error instanceof MetadataError)
      return { ok: false, detail: error.message };
    throw error;
  } finally {
    pendingIds.delete(clientId);
    region.touch();
  }
}

/** Refreshes an expired document in the background. The request continues with the stored client. */
export function refreshWhenStale(region: Region, client: Client): void {
  const now = region.clock.now();
  if (client.documentExpiresAt === null || client.documentExpiresAt > now) return;
  const attempts = lastRefreshes.get(region.store) ?? new Map<string, number>();
  lastRefreshes.set(region.store, attempts);
  const last = attempts.get(client.clientId);
  if (last !== undefined && now - last < REFRESH_PAUSE_MS) return;
  attempts.set(client.clientId, now);
  registerLater(region, client.clientId, false);
}

export function registerLater(region: Region, clientId: string, promote: boolean): void {
  register(region, clientId, promote).catch((error: unknown) => console.error(error));
}

async function fetchMetadata(
  region: Region,
  clientId: string,
): Promise<{ metadata: Metadata; maxAge: number }> {
  const fetched = await fetchForeign(clientId, {
    subject: "Metadata document",
    userAgent: "PostHog-CIMD/1.0",
    maxBytes: MAX_DOCUMENT_BYTES,
    strict: region.settings.strict,
  });
  const metadata = readMetadata(fetched.body, clientId, region.settings);
  return { metadata, maxAge: readMaxAge(fetched.cacheControl) };
}

function readMaxAge(cacheControl: string): number {
  const seconds = cacheControl.match(/max-age\s*=\s*"?(\d+)/i)?.[1];
  if (seconds === undefined) return DEFAULT_MAX_AGE;
  return Math.min(Math.max(Number(seconds), MIN_MAX_AGE), MAX_MAX_AGE);
}

function storeMetadata(region: Region, clientId: string, metadata: Metadata, promote: boolean): Client {
  const { store, settings } = region;
  const disabled = store.clientOverrides.get(clientId)?.disabled ?? false;
  const client =
    store.clients.get(clientId) ?? createClient(region, { clientId, name: DEFAULT_CLIENT_NAME, disabled });
  const wasConfidential = client.tokenEndpointAuthMethod === "private_key_jwt";
  client.name = metadata.name ?? client.name;
  client.redirectUris = metadata.redirectUris;
  client.logoUri = metadata.logoUri;
  client.scopes = metadata.scopes ?? client.scopes;
  client.optionalScopes = metadata.optionalScopes;
  client.organizationId = findAttestingOrganization(region, clientId, metadata.verificationTokens);
  const optsIn = metadata.optsIn || !settings.switches.optInRequired;
  const isPromoted = promote && optsIn && !client.isPartner && !client.disabled;
  if (isPromoted) Object.assign(client, PARTNER_RIGHTS);
  // A client that is not a partner counts as public, even if its document has keys.
  client.jwksUri = metadata.jwksUri;
  client.tokenEndpointAuthMethod = client.isPartner ? metadata.tokenEndpointAuthMethod : "none";
  const isConfidential = client.tokenEndpointAuthMethod === "private_key_jwt";
  if (
    settings.switches.deepLinksFromTheStart
      ? isPromoted
      : client.isPartner && isConfidential && !wasConfidential
  ) {
    client.canIssueDeepLinks = true;
  }
  const { rateLimits, ...flags } = store.clientOverrides.get(clientId) ?? {};
  if (isPromoted || (isConfidential && !wasConfidential)) Object.assign(client, flags);
  if (isPromoted) client.rateLimits = { ...rateLimits };
  return client;
}
