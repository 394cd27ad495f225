import { z } from "zod";
import { defineConfiguration } from "../platform/configuration";
import { type SigningKey, signingKeysSchema } from "./signing-keys";

/** The keys this client signs with; a client without keys is public. */
export const identityConfiguration = defineConfiguration(
  z
    .object({
      SIGNING_KEYS: signingKeysSchema
        .default([])
        .meta({ example: "the output of `npm run keys -- add --print`" }),
    })
    .transform((raw) => ({ signingKeys: raw.SIGNING_KEYS })),
);

// <sandbox>
// On globalThis because pages, actions and routes may each have their own copy of this module.
const held: typeof globalThis & { signingKeys?: readonly SigningKey[] | undefined } = globalThis;

// </sandbox>
export const signingKeys = (): readonly SigningKey[] =>
  // <sandbox>
  held.signingKeys ??
  // </sandbox>
  identityConfiguration().signingKeys;

// <sandbox>
/** Replaces the configured keys in this process, for a demonstration; without an argument, restores them. */
export function replaceSigningKeys(keys?: readonly SigningKey[]): void {
  held.signingKeys = keys;
}
// </sandbox>
