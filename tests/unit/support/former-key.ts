import { CompactEncrypt } from "jose";
import { rotateEncryptionKeys, type SealedColumn } from "../../../lib/tokens/encryption-key-rotation";
import type { Place } from "../../../lib/tokens/vault";
import { OLD_KEY } from "./environment";

/** Encrypts as the vault did while the old key was the writing key. */
export async function sealWithOldKey(
  plaintext: string,
  { row, column }: Place,
  key: Buffer = OLD_KEY,
): Promise<string> {
  const jwe = await new CompactEncrypt(new TextEncoder().encode(plaintext))
    .setProtectedHeader({ alg: "dir", enc: "A256GCM", kid: "old", place: `${column}:${row}` })
    .encrypt(key);
  return `v1.${jwe}`;
}

/** Rotates, and returns the counts of the last pass and how many values each key still decrypts. */
export async function rotate(columns: readonly SealedColumn[]) {
  let last = { current: 0, rewritten: 0, busy: 0, unreadable: 0 };
  const keys = await rotateEncryptionKeys(columns, (progress) => {
    last = { ...progress };
  });
  return { last, keys };
}
