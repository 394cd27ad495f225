import { z } from "zod";
import { defineConfiguration } from "../platform/configuration";
import { signingKeysSchema } from "./signing-keys";

/** With which keys this client signs; a client without keys is public. */
export const identityConfiguration = defineConfiguration(
  z
    .object({ SIGNING_KEYS: signingKeysSchema.default([]) })
    .transform((raw) => ({ signingKeys: raw.SIGNING_KEYS })),
);

export const signingKeys = () => identityConfiguration().signingKeys;
