import { decodeProtectedHeader } from "jose";
import { decryptJwe, encryptJwe } from "../platform/jwe";
import type { TokenSet } from "../posthog/tokens";
import { configuredKeys } from "./configuration";
import { type ConnectionOwner, ownerName } from "./owner";
import type { SealedTokens } from "./token-store";

const VERSION = "v1.";

/** Where an encrypted value belongs. It decrypts nowhere else: a copy in another row or column is refused. */
export interface Place {
  readonly row: string;
  readonly column: string;
}

/** Encrypts for one place: `v1.` and a compact JWE (`dir`, A256GCM) whose header names the key. */
export function seal(plaintext: string, place: Place): string {
  const { kid, key } = writingKey();
  // The protected header is authenticated, so the place in it cannot be changed without the key.
  return VERSION + encryptJwe(plaintext, { kid, place: placeName(place) }, key);
}

/** Decrypts a value; null when that is not possible here (key gone, damaged, or moved from its place). */
export function unseal(sealed: string, place: Place): string | null {
  if (!sealed.startsWith(VERSION)) return null;
  const opened = decryptJwe(sealed.slice(VERSION.length), findKey);
  return opened?.header.place === placeName(place) ? opened.plaintext : null;
}

/** Encrypts a pair of tokens for its owner. */
export function sealTokens(owner: ConnectionOwner, tokens: TokenSet): SealedTokens {
  return {
    accessTokenSealed: seal(tokens.accessToken, tokenPlace(owner, "accessToken")),
    refreshTokenSealed: seal(tokens.refreshToken, tokenPlace(owner, "refreshToken")),
    expiresAt: tokens.expiresAt,
  };
}

/** Where a token of a connection belongs. */
export const tokenPlace = (owner: ConnectionOwner, column: "accessToken" | "refreshToken"): Place => ({
  row: ownerName(owner),
  column: `Connection.${column}`,
});

/** The id of the key a value is encrypted with; "unknown" when it does not say. */
export function keyIdOf(sealed: string): string {
  try {
    return decodeProtectedHeader(sealed.slice(VERSION.length)).kid ?? "unknown";
  } catch {
    return "unknown";
  }
}

/** The id of the key that encrypts new values. */
export const writingKeyId = (): string => writingKey().kid;

function writingKey(): { kid: string; key: Uint8Array } {
  const [writing] = configuredKeys();
  if (!writing) throw new Error("no encryption key");
  return writing;
}

const findKey = ({ kid }: { readonly kid?: string | undefined }): Uint8Array | undefined =>
  configuredKeys().find((candidate) => candidate.kid === kid)?.key;

const placeName = ({ row, column }: Place): string => `${column}:${row}`;
