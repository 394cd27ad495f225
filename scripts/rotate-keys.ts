import { configuration, sealedColumns } from "../features";
import { readArguments, readEnvFiles } from "../lib/platform/command";
import { openDatabase } from "../lib/platform/db";
import { requireConfiguration } from "../lib/platform/requirement";
import { configuredKeys } from "../lib/tokens/configuration";
import { rotateEncryptionKeys } from "../lib/tokens/encryption-key-rotation";

// Re-encrypts every stored token and key with the first key of ENCRYPTION_KEYS. To change keys: put the new one first
// and restart the app, run this, then remove the old one.
readArguments(
  `Usage: npm run rotate-keys

Re-encrypts every stored token and key with the first key of ENCRYPTION_KEYS, and says which keys are still needed.
Exits with 1 while any key other than the first is still needed.`,
  {},
);
readEnvFiles();
requireConfiguration(configuration);
await openDatabase();

const inUse = await rotateEncryptionKeys(sealedColumns, ({ current, rewritten, busy, unreadable }) => {
  const done = `${rewritten} re-encrypted, ${current} had the new key already`;
  process.stdout.write(`${done}, ${busy} busy, ${unreadable} cannot be decrypted\n`);
});

const [writing, ...others] = configuredKeys().map(({ kid }) => kid);
for (const [kid, count] of inUse) {
  process.stdout.write(
    `${kid}: ${count} ${count === 1 ? "value" : "values"}${kid === writing ? ", the writing key" : ""}\n`,
  );
}
for (const kid of others) {
  const verdict = inUse.has(kid) ? "is still needed; run this again" : "is no longer needed: remove it";
  process.stdout.write(`${kid} ${verdict}\n`);
}
process.exit(others.some((kid) => inUse.has(kid)) ? 1 : 0);
