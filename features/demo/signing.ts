import { identityConfiguration, replaceSigningKeys, signingKeys } from "@/lib/identity/configuration";
import { addSigningKey, formatSigningKeys } from "@/lib/identity/signing-key-rotation";
import { signingKeysSchema } from "@/lib/identity/signing-keys";

/** Whether the app is configured to sign its requests, whatever a story has changed. */
export const isConfiguredToSign = (): boolean => identityConfiguration().signingKeys.length > 0;

/** Makes a key like `npm run keys -- add` does, and signs with it at once, until the story is over. */
export function beginSigning(): void {
  if (signingKeys().length > 0) return;
  const made = addSigningKey([], { alg: "ES256", now: new Date(), atOnce: true });
  replaceSigningKeys(signingKeysSchema.parse(formatSigningKeys(made)));
}

/** Restores the configured keys. The sandbox reads the metadata document again when a story begins or ends. */
export const endSigning = (): void => replaceSigningKeys();
