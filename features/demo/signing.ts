import { identityConfiguration, replaceSigningKeys, signingKeys } from "@/lib/identity/configuration";
import { addSigningKey, formatSigningKeys } from "@/lib/identity/signing-key-rotation";
import { signingKeysSchema } from "@/lib/identity/signing-keys";

/** Whether the app signs its requests before a story begins. */
export const isConfiguredToSign = (): boolean => identityConfiguration().signingKeys.length > 0;

/** Makes the key that `npm run keys -- add` makes, and signs with it at once, until the story is over. */
export function beginSigning(): void {
  if (signingKeys().length > 0) return;
  const made = addSigningKey([], { alg: "ES256", now: new Date(), atOnce: true });
  replaceSigningKeys(signingKeysSchema.parse(formatSigningKeys(made)));
}

/** Returns to what is configured. The sandbox reads the metadata document again when a story begins or ends. */
export const endSigning = (): void => replaceSigningKeys();
