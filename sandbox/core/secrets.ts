import { createHash, randomBytes, randomInt } from "node:crypto";

/** 43 URL-safe characters, for authorization codes, states, deep link tokens and session ids. */
export function createOpaqueToken(): string {
  return randomBytes(32).toString("base64url");
}

/** Six digits, for a person to type. */
export function createDigits(): string {
  return String(randomInt(1_000_000)).padStart(6, "0");
}

/** Base 57: digits and letters without 0, 1, O, I and l. All prefixed PostHog secrets use it. */
const ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const BASE = BigInt(ALPHABET.length);

const RANDOM_BYTES = { pha_: 32, phr_: 32, phc_: 32, phvt_: 32, phx_: 35, phs_: 35 } as const;

export function createSecret(prefix: keyof typeof RANDOM_BYTES): string {
  return prefix + createRandomText(RANDOM_BYTES[prefix]);
}

/** Random base-57 text, for secrets and for ids that are neither numbers nor UUIDs. */
export function createRandomText(size: number): string {
  const bytes = randomBytes(size);
  // Set the top bit: leading zeros would make some values shorter than others.
  let rest = BigInt(`0x${bytes.toString("hex")}`) | (1n << BigInt(bytes.length * 8 - 1));
  let encoded = "";
  while (rest > 0n) {
    encoded = ALPHABET.charAt(Number(rest % BASE)) + encoded;
    rest /= BASE;
  }
  return encoded;
}

/** Long-lived secrets are stored only as this hash, so they can be shown only when they are created. */
export function hashSecret(value: string): string {
  return `sha256$${createHash("sha256").update(value).digest("hex")}`;
}

/** The first and last four characters. Values under 16 characters are masked completely. */
export function maskSecret(value: string): string {
  return value.length < 16 ? "********" : `${value.slice(0, 4)}...${value.slice(-4)}`;
}
