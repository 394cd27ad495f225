import { z } from "zod";
import { defineConfiguration, MISSING } from "../platform/configuration";

// 32 bytes are 43 characters of base64url.
const encryptionKeys = z
  .string(MISSING)
  .transform((value) => value.split(",").map((entry) => entry.trim()))
  .refine(
    (entries) => entries.every((entry) => /^[\w-]{1,32}:[\w-]{43}$/.test(entry)),
    "must look like `id:key,id:key`, every key 32 bytes in base64url",
  )
  .transform((entries) => entries.map(readKey))
  .refine((keys) => new Set(keys.map(({ kid }) => kid)).size === keys.length, "two keys share one id");

function readKey(entry: string): { kid: string; key: Uint8Array } {
  const [kid = "", key = ""] = entry.split(":");
  return { kid, key: Uint8Array.from(Buffer.from(key, "base64url")) };
}

/** The keys for stored tokens: the first one encrypts, all of them decrypt. */
export const tokensConfiguration = defineConfiguration(
  z
    .object({
      ENCRYPTION_KEYS: encryptionKeys.meta({
        example: "key1:<32 bytes in base64url>; `npm run setup` makes one",
      }),
    })
    .transform((raw) => ({ encryptionKeys: raw.ENCRYPTION_KEYS })),
);

export const configuredKeys = () => tokensConfiguration().encryptionKeys;
