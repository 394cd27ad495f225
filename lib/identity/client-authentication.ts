import { type ClientAuth, None, PrivateKeyJwt } from "oauth4webapi";
import { signingKeys } from "./configuration";
import { findSigningKey, type SigningKey } from "./signing-keys";

const ALGORITHMS = {
  ES256: { name: "ECDSA", namedCurve: "P-256" },
  RS256: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
} as const;

/** Whether this client signs its requests now; a public client sends only its id. */
export const isConfidential = (): boolean => findSigningKey(signingKeys()) !== undefined;

/**
 * Authenticates this client to PostHog: with its id only, or with an assertion that is valid for a minute. Decides on
 * each request, because a signing key takes effect while the app runs.
 */
export const authenticateClient: ClientAuth = async (server, client, body, headers) => {
  const signing = findSigningKey(signingKeys());
  const authenticate = signing
    ? PrivateKeyJwt({ key: await toCryptoKey(signing), kid: signing.kid })
    : None();
  return authenticate(server, client, body, headers);
};

function toCryptoKey({ privateKey, alg }: SigningKey): Promise<CryptoKey> {
  const pkcs8 = privateKey.export({ type: "pkcs8", format: "der" });
  return crypto.subtle.importKey("pkcs8", Uint8Array.from(pkcs8), ALGORITHMS[alg], false, ["sign"]);
}
