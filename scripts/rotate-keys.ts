import { sealedColumns } from "../features";
import { fail, loadSecrets } from "../lib/platform/command";
import { ConfigurationError } from "../lib/platform/configuration";
import { openDatabase } from "../lib/platform/db";
import { configuredKeys } from "../lib/tokens/configuration";
import { rotateEncryptionKeys } from "../lib/tokens/encryption-key-rotation";

// Re-encrypts every stored token and key with the first key of ENCRYPTION_KEYS. To change keys: put the new one first
// and restart the app, run this, then remove the old one.
loadSecrets();
await openDatabase().catch((error) => {
  if (error instanceof ConfigurationError) fail(error.message);
  throw error;
});

const inUse = await rotateEncryptionKeys(sealedColumns, ({ current, rewritten, busy, unreadable }) => {
  const done = `${rewritten} re-encrypted, ${current} had the new key already`;
  process.stdout.write(`${done}, ${busy} busy, ${unreadable} cannot be decrypted\n`);
});

const [writing, ...others] = configuredKeys().map(({ kid }) => kid);
for (const [kid, count] of inUse) {
  process.stdout.write(`${kid}: ${count} values${kid === writing ? ", the writing key" : ""}\n`);
}
for (const kid of others) {
  const verdict = inUse.has(kid) ? "is still needed; run this again" : "is no longer needed: remove it";
  process.stdout.write(`${kid} ${verdict}\n`);
}
process.exit(others.some((kid) => inUse.has(kid)) ? 1 : 0);
