import {
  createPrivateKey,
  createPublicKey,
  type JsonWebKey,
  type KeyObject,
  sign,
  verify,
} from "node:crypto";
import { z } from "zod";

/** PostHog reads no key of a longer list. */
const MOST_KEYS = 10;
const LEAST_RSA_BITS = 2048;

/** A key that this client signs with. Only its public half ever leaves this process. */
export interface SigningKey {
  readonly kid: string;
  readonly alg: "ES256" | "RS256";
  /** When the key starts to sign. Published earlier, so that every server that checks signatures has read it. */
  readonly useFrom: Date;
  /** Opaque, so that it cannot end up in a log or an answer. */
  readonly privateKey: KeyObject;
  readonly publicJwk: JsonWebKey;
}

const members = {
  kid: z.string("has no kid").regex(/^[\w.-]{1,64}$/, "must have 1 to 64 letters, digits, dots or dashes"),
  d: z.string("is missing: this is the public half, the private one belongs here"),
  use_from: z.iso.datetime({ offset: true, error: "must be a time like 2026-01-31T12:00:00Z" }).optional(),
};

const jwkSchema = z.discriminatedUnion(
  "kty",
  [
    z.looseObject({
      ...members,
      kty: z.literal("EC"),
      crv: z.literal("P-256", "must be P-256"),
      alg: z.literal("ES256", "must be ES256 for this kind of key").default("ES256"),
    }),
    z.looseObject({
      ...members,
      kty: z.literal("RSA"),
      alg: z.literal("RS256", "must be RS256 for this kind of key").default("RS256"),
    }),
  ],
  "must be EC or RSA",
);

/** `SIGNING_KEYS`: a JSON array of private JWKs, each with an optional time from which it signs. */
export const signingKeysSchema = z
  .string()
  .transform(parseJson)
  .pipe(
    z
      .array(jwkSchema.transform(readKey), "must be a JSON array of private JWKs")
      .min(1, "holds no key; leave it out for a public client")
      .max(MOST_KEYS, `must hold at most ${MOST_KEYS} keys, or PostHog reads none of them`),
  )
  .refine((keys) => new Set(keys.map(({ kid }) => kid)).size === keys.length, "two keys share one kid");

/** The key that signs: the first one whose `useFrom` has passed. Undefined while the client is public. */
export const findSigningKey = (keys: readonly SigningKey[], now = Date.now()): SigningKey | undefined =>
  keys.find(({ useFrom }) => useFrom.getTime() <= now);

function parseJson(text: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue("is not valid JSON; `npm run keys` creates it");
    return z.NEVER;
  }
}

function readKey(jwk: z.output<typeof jwkSchema>, context: z.RefinementCtx): SigningKey {
  const privateKey = importKey(jwk);
  if (!privateKey) {
    context.addIssue("is not a key: its members do not match");
    return z.NEVER;
  }
  const bits = privateKey.asymmetricKeyDetails?.modulusLength ?? LEAST_RSA_BITS;
  if (bits < LEAST_RSA_BITS) context.addIssue(`must have at least ${LEAST_RSA_BITS} bits`);
  const { kid, alg, use_from } = jwk;
  return {
    kid,
    alg,
    useFrom: new Date(use_from ?? 0),
    privateKey,
    publicJwk: { ...createPublicKey(privateKey).export({ format: "jwk" }), kid, alg, use: "sig" },
  };
}

// Makes a trial signature, because a JWK whose public half belongs to another key imports without an error.
function importKey(jwk: JsonWebKey): KeyObject | undefined {
  try {
    const key = createPrivateKey({ key: jwk, format: "jwk" });
    const trial = Buffer.from("trial");
    return verify("sha256", trial, createPublicKey(key), sign("sha256", trial, key)) ? key : undefined;
  } catch {
    return undefined;
  }
}
