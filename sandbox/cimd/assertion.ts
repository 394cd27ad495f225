import { compactVerify, decodeJwt, decodeProtectedHeader, importJWK } from "jose";
import { z } from "zod";
import type { Region } from "../core/region";
import type { Client } from "../store/clients";
import { JwksError, loadKeys, type PublicKey, reloadKeys } from "./jwks";

/** Client authentication with a signed assertion (RFC 7523). */

export const ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

const ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];
const LEEWAY_SECONDS = 30;
const MAX_LIFETIME_SECONDS = 300;

export class AssertionError extends Error {}

const number = z.coerce.number();
const claimsSchema = z.looseObject({
  iss: z.string(),
  sub: z.string(),
  aud: z.union([z.string(), z.array(z.string())]),
  exp: z.union([z.number(), z.string()]),
  iat: z.union([z.number(), z.string()]),
  nbf: z.union([z.number(), z.string()]).optional(),
  jti: z.string().min(1),
});

type Claims = z.output<typeof claimsSchema>;

/** As in PostHog, most failures give no reason. */
const invalid = () => new AssertionError("Client assertion is invalid");

/** The `sub` claim of an assertion. The signature is not verified. */
export function readUnverifiedSubject(assertion: string): string | undefined {
  try {
    return decodeJwt(assertion).sub;
  } catch {
    return undefined;
  }
}

/** Verifies an assertion. Its `jti` is marked as used last, so a refused assertion can be sent again. */
export async function verifyAssertion(region: Region, client: Client, assertion: string): Promise<void> {
  const { jwksUri } = client;
  if (client.tokenEndpointAuthMethod !== "private_key_jwt" || !jwksUri) {
    throw new AssertionError("This client is not registered for private_key_jwt authentication");
  }
  const { alg, kid } = readHeader(assertion);
  const key = await selectKey(region, jwksUri, kid);
  const claims = await readClaims(assertion, key, alg);
  checkClaims(region, client, claims);
  markUsed(region, client, claims);
}

function readHeader(assertion: string): { alg: string; kid: string | undefined } {
  try {
    const { alg, kid } = decodeProtectedHeader(assertion);
    if (kid !== undefined && typeof kid !== "string") throw new AssertionError("malformed");
    return { alg: alg ?? "", kid };
  } catch {
    throw new AssertionError("Client assertion header is malformed");
  }
}

async function selectKey(region: Region, uri: string, kid: string | undefined): Promise<PublicKey> {
  try {
    const keys = await loadKeys(region, uri);
    const found = pick(keys, kid) ?? pick(await reloadKeys(region, uri), kid);
    if (found) return found;
  } catch (error) {
    if (error instanceof JwksError) throw new AssertionError(error.message);
    throw error;
  }
  throw new AssertionError("Client assertion is signed by an unknown key");
}

function pick(keys: PublicKey[], kid: string | undefined): PublicKey | undefined {
  if (kid !== undefined) return keys.find((key) => key.kid === kid);
  if (keys.length > 1) {
    throw new AssertionError("Client assertion must carry a kid when the JWKS holds several keys");
  }
  return keys[0];
}

async function readClaims(assertion: string, key: PublicKey, alg: string): Promise<Claims> {
  if (!ALGORITHMS.includes(alg)) throw invalid();
  try {
    const { payload } = await compactVerify(assertion, await importJWK(key, alg), { algorithms: ALGORITHMS });
    return claimsSchema.parse(JSON.parse(new TextDecoder().decode(payload)));
  } catch {
    throw invalid();
  }
}

function checkClaims(region: Region, client: Client, claims: Claims): void {
  const now = region.clock.now() / 1000;
  const exp = number.safeParse(claims.exp);
  const iat = number.safeParse(claims.iat);
  const nbf = number.safeParse(claims.nbf ?? 0);
  if (!exp.success || !iat.success || !nbf.success) throw invalid();
  if (exp.data <= now - LEEWAY_SECONDS) throw invalid();
  if (Math.max(iat.data, nbf.data) > now + LEEWAY_SECONDS) throw invalid();
  const audiences = [claims.aud].flat();
  if (!audiences.some((aud) => aud === region.origin || aud === `${region.origin}/api/agentic/oauth/token`)) {
    throw invalid();
  }
  if (claims.iss !== client.clientId) throw invalid();
  if (claims.sub !== client.clientId) {
    throw new AssertionError("Client assertion subject does not match the client");
  }
  if (typeof claims.exp !== "number" || typeof claims.iat !== "number") {
    throw new AssertionError("Client assertion timestamps must be numeric");
  }
  if (claims.exp - claims.iat > MAX_LIFETIME_SECONDS) {
    throw new AssertionError(`Client assertion lifetime exceeds ${MAX_LIFETIME_SECONDS} seconds`);
  }
}

function markUsed(region: Region, client: Client, claims: Claims): void {
  const used = region.store.usedAssertions;
  const key = `${client.clientId} ${claims.jti}`;
  const known = used.get(key);
  if (known && known.expiresAt > region.clock.now()) {
    throw new AssertionError("Client assertion has already been used");
  }
  used.set(key, { expiresAt: (Number(claims.exp) + LEEWAY_SECONDS) * 1000 });
}
