import { openDatabase } from "../lib/platform/db";
import { ConfigurationError, env } from "../lib/platform/env";
import { rotateKeys } from "../lib/tokens/encryption-key-rotation";
import { fail, loadSecrets } from "./support/local";

// Re-encrypts every PostHog token with the first key of ENCRYPTION_KEYS. To change keys: put the new one first
// and restart the app, run this, then remove the old one.
loadSecrets();
await openDatabase().catch((error) => {
  if (error instanceof ConfigurationError) fail(error.message);
  throw error;
});

const inUse = await rotateKeys(({ current, rewritten, busy, unreadable }) => {
  const done = `${rewritten} re-encrypted, ${current} had the new key already`;
  process.stdout.write(`${done}, ${busy} busy, ${unreadable} cannot be opened\n`);
});

const [writing, ...others] = env().encryptionKeys.map(({ kid }) => kid);
for (const [kid, count] of inUse) {
  process.stdout.write(`${kid}: ${count} values${kid === writing ? ", the writing key" : ""}\n`);
}
for (const kid of others) {
  const verdict = inUse.has(kid) ? "is still needed; run this again" : "is no longer needed: remove it";
  process.stdout.write(`${kid} ${verdict}\n`);
}
process.exit(others.some((kid) => inUse.has(kid)) ? 1 : 0);
