import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { z } from "zod";
import { parseJson } from "./json";

const IV_BYTES = 12;
const TAG_BYTES = 16;

const headerSchema = z.looseObject({
  alg: z.literal("dir"),
  enc: z.literal("A256GCM"),
  kid: z.string().optional(),
  // Not supported here, so a header that has one of these is refused.
  crit: z.undefined().optional(),
  zip: z.undefined().optional(),
});

type Header = Readonly<z.infer<typeof headerSchema>>;

/**
 * Decrypts a compact JWE (RFC 7516) with `dir` and A256GCM (RFC 7518, 4.5 and 5.3). jose would hand it to another
 * thread, and waiting for that thread takes longer than the decryption.
 * @param findKey Finds the 32-byte key by the header, which is not authenticated yet.
 * @returns null when it is not such a JWE, has no key here, or was altered.
 */
export function decryptJwe(
  jwe: string,
  findKey: (header: Header) => Uint8Array | undefined,
): { readonly header: Header; readonly plaintext: string } | null {
  const [head = "", encryptedKey, iv = "", ciphertext = "", tag = "", ...more] = jwe.split(".");
  const header = headerSchema.safeParse(parseJson(decode(head).toString())).data;
  const key = header && findKey(header);
  const [vector, authTag] = [decode(iv), decode(tag)];
  const isWellFormed = encryptedKey === "" && more.length === 0 && vector.length === IV_BYTES;
  if (!key || !isWellFormed || authTag.length !== TAG_BYTES) return null;
  const decipher = createDecipheriv("aes-256-gcm", key, vector, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(head)).setAuthTag(authTag);
  const text = decipher.update(decode(ciphertext));
  try {
    return { header, plaintext: Buffer.concat([text, decipher.final()]).toString() };
  } catch {
    return null;
  }
}

/**
 * Encrypts as such a JWE.
 * @param header What the protected header says besides the algorithms: authenticated, but not encrypted.
 * @param key 32 bytes. A random nonce is safe for about four billion values with one key (NIST SP 800-38D, 8.3).
 */
export function encryptJwe(
  plaintext: string,
  header: Readonly<Record<string, string>>,
  key: Uint8Array,
): string {
  const head = encode(JSON.stringify({ ...header, alg: "dir", enc: "A256GCM" }));
  const vector = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, vector, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(head));
  const ciphertext = Buffer.concat([cipher.update(plaintext, "utf8"), cipher.final()]);
  // The second part, a wrapped key, is empty with `dir`.
  return [head, "", encode(vector), encode(ciphertext), encode(cipher.getAuthTag())].join(".");
}

const encode = (data: string | Buffer): string => Buffer.from(data).toString("base64url");

const decode = (base64url: string): Buffer => Buffer.from(base64url, "base64url");
