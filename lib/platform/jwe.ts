import { createDecipheriv } from "node:crypto";
import { z } from "zod";

// Strict: a header may ask for compression, or name extensions that have to be understood.
const headerSchema = z.strictObject({
  alg: z.literal("dir"),
  enc: z.literal("A256GCM"),
  kid: z.string().optional(),
  place: z.string().optional(),
});

type Header = z.infer<typeof headerSchema>;

/**
 * Opens a compact JWE (RFC 7516) of the one kind there is in this app: `dir` and `A256GCM`, as `jose` makes them.
 * `jose` also opens them, but hands each to a thread, which costs ten times as much as decrypting a few hundred bytes.
 * @param keyOf The 32 bytes of the key for a header that is not proved yet; undefined where there is none.
 * @returns null for what that key has not encrypted.
 */
export function openJwe(
  jwe: string,
  keyOf: (header: Header) => Uint8Array | undefined,
): { readonly header: Header; readonly plaintext: string } | null {
  const [head = "", encryptedKey, iv = "", ciphertext = "", tag = "", ...rest] = jwe.split(".");
  const header = headerSchema.safeParse(parseJson(head)).data;
  const key = header && keyOf(header);
  if (!key || encryptedKey !== "" || rest.length > 0) return null;
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(iv, "base64url"), { authTagLength: 16 })
      .setAAD(Buffer.from(head))
      .setAuthTag(Buffer.from(tag, "base64url"));
    const plaintext = decipher.update(ciphertext, "base64url", "utf8") + decipher.final("utf8");
    return { header, plaintext };
  } catch {
    return null;
  }
}

function parseJson(base64url: string): unknown {
  try {
    return JSON.parse(Buffer.from(base64url, "base64url").toString());
  } catch {
    return undefined;
  }
}
