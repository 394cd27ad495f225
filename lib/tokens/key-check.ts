import type { SealedColumn } from "./encryption-key-rotation";
import type { ConnectionOwner } from "./owner";
import { sqlTokenStore } from "./sql-token-store";
import { keyIdOf, tokenPlace, unseal } from "./vault";

const SAMPLE_SIZE = 20;

/** What became of a sample of the stored values. */
export interface KeyCheck {
  readonly readable: number;
  /** The ids of the keys that encrypted what this process cannot decrypt: missing here, or another key of that id. */
  readonly unusableKeys: readonly string[];
}

/** Tries to decrypt a few values of each column: with the wrong keys it says so before people notice. */
export async function checkStoredValues(columns: readonly SealedColumn[]): Promise<KeyCheck> {
  const rows = (await Promise.all(columns.map(({ readBatch }) => readBatch("", SAMPLE_SIZE)))).flat();
  const results = await Promise.all(
    rows.flatMap(({ values }) =>
      values.map(async ({ sealed, place }) => ({
        kid: keyIdOf(sealed),
        isReadable: (await unseal(sealed, place)) !== null,
      })),
    ),
  );
  const unreadable = results.filter(({ isReadable }) => !isReadable).map(({ kid }) => kid);
  return { readable: results.length - unreadable.length, unusableKeys: [...new Set(unreadable)].sort() };
}

/** Whether a configured key decrypts an owner's tokens; also true where there are none. */
export async function isDecryptable(owner: ConnectionOwner): Promise<boolean> {
  const stored = await sqlTokenStore.read(owner);
  return !stored || (await unseal(stored.accessTokenSealed, tokenPlace(owner, "accessToken"))) !== null;
}
