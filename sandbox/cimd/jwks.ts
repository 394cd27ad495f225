import { z } from "zod";
import type { Region } from "../core/region";
import type { Store } from "../store/store";
import { FetchError, fetchForeign } from "./fetch";

const MAX_BYTES = 16_384;
const MAX_KEYS = 10;
const CACHED_MS = 3600_000;
/** How long a failure is cached, and the minimum time between two reloads for unknown keys. */
const PAUSE_MS = 60_000;

const jwk = z.looseObject({ kty: z.string(), kid: z.string().optional() });
const jwksSchema = z.object({ keys: z.array(jwk) });

export type PublicKey = z.output<typeof jwk>;

export class JwksError extends Error {}

interface Cached {
  keys: PublicKey[];
  error: JwksError | null;
  fetchedAt: number;
  forcedAt: number;
}

const caches = new WeakMap<Store, Map<string, Cached>>();

/** A client's public keys, cached for an hour. */
export async function loadKeys(region: Region, uri: string, force = false): Promise<PublicKey[]> {
  const cache = caches.get(region.store) ?? new Map<string, Cached>();
  caches.set(region.store, cache);
  const now = region.clock.now();
  const known = cache.get(uri);
  const age = known ? now - known.fetchedAt : Number.POSITIVE_INFINITY;
  if (known && !force && age < (known.error ? PAUSE_MS : CACHED_MS)) return keysOf(known);
  const fetched = await fetchKeys(region, uri);
  cache.set(uri, { ...fetched, fetchedAt: now, forcedAt: known?.forcedAt ?? Number.NEGATIVE_INFINITY });
  return keysOf(fetched);
}

/** Reloads the keys when an assertion names an unknown one. Throttled: anyone can send an unknown `kid`. */
export async function reloadKeys(region: Region, uri: string): Promise<PublicKey[]> {
  const known = caches.get(region.store)?.get(uri);
  const now = region.clock.now();
  if (!known || now - known.forcedAt < PAUSE_MS) return loadKeys(region, uri);
  known.forcedAt = now;
  return loadKeys(region, uri, true);
}

function keysOf({ keys, error }: Pick<Cached, "keys" | "error">): PublicKey[] {
  if (error) throw error;
  return keys;
}

async function fetchKeys(region: Region, uri: string): Promise<Pick<Cached, "keys" | "error">> {
  try {
    const { body } = await fetchForeign(uri, {
      subject: "JWKS",
      userAgent: "PostHog-OAuth-JWKS/1.0",
      maxBytes: MAX_BYTES,
      strict: region.settings.strict,
    });
    return { keys: parseKeys(body.toString("utf8")), error: null };
  } catch (error) {
    if (error instanceof JwksError) return { keys: [], error };
    if (error instanceof FetchError)
      return { keys: [], error: new JwksError("Client keys could not be retrieved") };
    throw error;
  }
}

function parseKeys(text: string): PublicKey[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new JwksError(`JWKS could not be parsed: ${error instanceof Error ? error.message : "not JSON"}`);
  }
  const jwks = jwksSchema.safeParse(json);
  if (!jwks.success)
    throw new JwksError(`JWKS could not be parsed: ${jwks.error.issues[0]?.message ?? "no keys"}`);
  if (jwks.data.keys.length > MAX_KEYS)
    throw new JwksError(`JWKS must not contain more than ${MAX_KEYS} keys`);
  return jwks.data.keys;
}
