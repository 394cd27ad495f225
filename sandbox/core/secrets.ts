import { createHash, randomBytes } from "node:crypto";

/** 43 URL-safe characters: authorization codes, states, deep link tokens, sessions. */
export function createOpaqueToken(): string {
  return randomBytes(32).toString("base64url");
}

/** Digits and letters without the look-alikes 0 1 O I l, as in every prefixed PostHog secret. */
const ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const BASE = BigInt(ALPHABET.length);

const RANDOM_BYTES = { pha_: 32, phr_: 32, phc_: 32, phvt_: 32, phx_: 35, phs_: 35 } as const;

export function createSecret(prefix: keyof typeof RANDOM_BYTES): string {
  return prefix + createRandomText(RANDOM_BYTES[prefix]);
}

/** For ids that are neither numbers nor UUIDs. */
export function createRandomText(size: number): string {
  const bytes = randomBytes(size);
  // The top bit is forced so that the length hardly ever varies.
  let rest = BigInt(`0x${bytes.toString("hex")}`) | (1n << BigInt(bytes.length * 8 - 1));
  let encoded = "";
  while (rest > 0n) {
    encoded = ALPHABET.charAt(Number(rest % BASE)) + encoded;
    rest /= BASE;
  }
  return encoded;
}

/** Long-lived secrets are stored as this and nothing else: they can be shown once and never again. */
export function hashSecret(value: string): string {
  return `sha256$${createHash("sha256").update(value).digest("hex")}`;
}

/** First and last four characters, always eleven long; short values show nothing at all. */
export function maskSecret(value: string): string {
  return value.length < 16 ? "********" : `${value.slice(0, 4)}...${value.slice(-4)}`;
}
