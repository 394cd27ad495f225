import { generateKeyPairSync } from "node:crypto";

/** A private key as `SIGNING_KEYS` holds it. */
export function newSigningKey(kid: string, alg: "ES256" | "RS256" = "ES256") {
  const { privateKey } =
    alg === "ES256"
      ? generateKeyPairSync("ec", { namedCurve: "P-256" })
      : generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { kid, ...privateKey.export({ format: "jwk" }) };
}
