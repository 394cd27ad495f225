import type { SealedColumn } from "./encryption-key-rotation";
import type { ConnectionOwner } from "./owner";
import { sqlTokenStore } from "./sql-token-store";
import { keyIdOf, tokenPlace, unseal } from "./vault";

const SAMPLE_SIZE = 20;

/** The result of decrypting a sample of the stored values. */
export interface KeyCheck {
  readonly readable: number;
  /** The key ids of the values that this process cannot decrypt: it has no such key, or a different one of that id. */
  readonly unusableKeys: readonly string[];
}

/** Tries to decrypt a few values of each column, to detect wrong keys before people notice. */
export async function checkStoredValues(columns: readonly SealedColumn[]): Promise<KeyCheck> {
  const rows = (await Promise.all(columns.map(({ readBatch }) => readBatch("", SAMPLE_SIZE)))).flat();
  const values = rows.flatMap((row) => row.values);
  const unreadable = values.filter(({ sealed, place }) => unseal(sealed, place) === null);
  const keys = new Set(unreadable.map(({ sealed }) => keyIdOf(sealed)));
  return { readable: values.length - unreadable.length, unusableKeys: [...keys].sort() };
}

/** Whether a configured key decrypts an owner's tokens; also true if there are none. */
export async function isDecryptable(owner: ConnectionOwner): Promise<boolean> {
  const stored = await sqlTokenStore.read(owner);
  return !stored || unseal(stored.accessTokenSealed, tokenPlace(owner, "accessToken")) !== null;
}
