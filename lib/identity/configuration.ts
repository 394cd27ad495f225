import { z } from "zod";
import { defineConfiguration } from "../platform/configuration";
import { signingKeysSchema } from "./signing-keys";

/** With which keys this client signs; a client without keys is public. */
export const identityConfiguration = defineConfiguration(
  z
    .object({
      SIGNING_KEYS: signingKeysSchema
        .default([])
        .meta({ example: "the output of `npm run keys -- add --print`" }),
    })
    .transform((raw) => ({ signingKeys: raw.SIGNING_KEYS })),
);

export const signingKeys = () => identityConfiguration().signingKeys;
