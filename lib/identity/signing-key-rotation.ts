import { generateKeyPairSync, randomBytes } from "node:crypto";
import type { SigningKey } from "./signing-keys";

const HOUR_MS = 3_600_000;
/** For which PostHog keeps the keys it has read. A new one must have been published for longer than that. */
const CACHED_MS = HOUR_MS;
const TIME_TO_DEPLOY_MS = HOUR_MS;
/** Until no process can still be signing with the old key. */
const OVERLAP_MS = HOUR_MS;

type PrivateKey = Omit<SigningKey, "publicJwk">;

/** Where the life of the keys has come to, and so what may be done next. */
export type KeyStep =
  /** No key, or one that signs: a new one may be added. */
  | { readonly name: "add" }
  /** The newest key has to be on every process by then; from its time on it signs. */
  | { readonly name: "deploy"; readonly by: Date; readonly signsFrom: Date }
  /** The newest key signs, the old one must stay published until then. */
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
 * Puts a new key before the others: published from now on, signing from its time on.
 * @param options.atOnce For the first key of a single process: nobody has read older ones.
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
