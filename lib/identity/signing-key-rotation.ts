import { generateKeyPairSync, randomBytes } from "node:crypto";
import type { SigningKey } from "./signing-keys";

const HOUR_MS = 3_600_000;
/** How long PostHog caches the keys it has read. A new key must be published for longer than that before it signs. */
const CACHED_MS = HOUR_MS;
const TIME_TO_DEPLOY_MS = HOUR_MS;
/** Once the new key has signed for this long, no process can still sign with the old one. */
const OVERLAP_MS = HOUR_MS;

type PrivateKey = Omit<SigningKey, "publicJwk">;

/** The next step of a key rotation. */
export type KeyStep =
  /** There is no key, or one that signs: a new key may be added. */
  | { readonly name: "add" }
  /** The newest key must be deployed to every process before `by`; it signs from `signsFrom` on. */
  | { readonly name: "deploy"; readonly by: Date; readonly signsFrom: Date }
  /** The newest key signs; the old one must stay published up to `until`. */
  | { readonly name: "wait"; readonly until: Date }
  | { readonly name: "retire" };

export function nextKeyStep(keys: readonly PrivateKey[], now: Date): KeyStep {
  const [newest, ...others] = keys;
  if (!newest) return { name: "add" };
  const signsFrom = newest.useFrom;
  if (signsFrom > now) {
    return { name: "deploy", by: new Date(signsFrom.getTime() - CACHED_MS), signsFrom };
  }
  if (others.length === 0) return { name: "add" };
  const until = new Date(signsFrom.getTime() + OVERLAP_MS);
  return until > now ? { name: "wait", until } : { name: "retire" };
}

/**
 * Adds a new key before the others. It is published at once and signs from its `useFrom` on.
 * @param options.atOnce Signs at once: for the first key of a single process, when no server has read older keys.
 */
export function addSigningKey(
  keys: readonly PrivateKey[],
  { alg, now, atOnce }: { alg: SigningKey["alg"]; now: Date; atOnce: boolean },
): PrivateKey[] {
  const { privateKey } =
    alg === "ES256"
      ? generateKeyPairSync("ec", { namedCurve: "P-256" })
      : generateKeyPairSync("rsa", { modulusLength: 2048 });
  const kid = `${now.toISOString().slice(0, 10)}-${randomBytes(4).toString("hex")}`;
  const useFrom = new Date(now.getTime() + (atOnce ? 0 : TIME_TO_DEPLOY_MS + CACHED_MS));
  return [{ kid, alg, useFrom, privateKey }, ...keys];
}

/** The value of `SIGNING_KEYS`. */
export const formatSigningKeys = (keys: readonly PrivateKey[]): string =>
  JSON.stringify(
    keys.map(({ kid, alg, useFrom, privateKey }) => ({
      kid,
      alg,
      use_from: useFrom.toISOString(),
      ...privateKey.export({ format: "jwk" }),
    })),
  );
