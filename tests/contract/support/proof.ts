import { createHash, randomBytes } from "node:crypto";
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";

export const ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

export interface Pkce {
  verifier: string;
  challenge: string;
}

export function newPkce(): Pkce {
  const verifier = randomBytes(32).toString("base64url");
  return { verifier, challenge: createHash("sha256").update(verifier).digest("base64url") };
}

/** Changes to an assertion; `undefined` leaves a claim or header parameter out. */
export interface AssertionChanges {
  claims?: Record<string, unknown>;
  header?: { kid?: string; alg?: string };
}

/** A signing key as a partner holds it. */
export class Signer {
  private constructor(
    readonly algorithm: string,
    readonly kid: string,
    readonly privateKey: CryptoKey,
    readonly publicJwk: JWK,
  ) {}

  static async create(algorithm = "ES256", kid = randomBytes(6).toString("hex")): Promise<Signer> {
    const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true });
    return new Signer(algorithm, kid, privateKey, { ...(await exportJWK(publicKey)), kid });
  }

  /** Signs an assertion. Times are in seconds since 1970, on the server's clock. */
  sign(
    clientId: string,
    audience: string,
    now: number,
    { claims, header }: AssertionChanges = {},
  ): Promise<string> {
    const all = {
      iss: clientId,
      sub: clientId,
      aud: audience,
      iat: now,
      exp: now + 60,
      jti: randomBytes(12).toString("hex"),
      ...claims,
    };
    return new SignJWT(all)
      .setProtectedHeader({ alg: this.algorithm, kid: this.kid, ...header })
      .sign(this.privateKey);
  }
}

let shared: Promise<Signer> | undefined;

/** A key for all tests: making one is slow, and most tests do not care which it is. */
export function sharedSigner(): Promise<Signer> {
  shared ??= Signer.create();
  return shared;
}
