import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { query } from "../platform/db";
import { keyIdOf, type Place, seal, unseal, writingKeyId } from "./vault";

const BATCH_SIZE = 200;
const MAX_PASSES = 30;
const PAUSE_BETWEEN_PASSES_MS = 1_000;

/** A database row with its encrypted values. */
export interface SealedRow {
  readonly id: string;
  readonly values: readonly { readonly sealed: string; readonly place: Place }[];
  /**
   * Replaces these values.
   * @returns false when another process has changed or is changing them.
   */
  save(resealed: readonly string[]): Promise<boolean>;
}

/** One or more columns of a table with encrypted values. Every room and feature lists those it has. */
export interface SealedColumn {
  /** Reads the next rows after an id, ordered by id. */
  readBatch(afterId: string, size: number): Promise<SealedRow[]>;
}

/**
 * A column with one encrypted value per row, which nothing else updates in place.
 * @param place Where the value of a row belongs.
 */
export function sealedColumn<Row extends { id: string }>(
  table: string,
  column: string,
  row: z.ZodObject & z.ZodType<Row>,
  place: (row: Row) => Place,
): SealedColumn {
  const columns = Object.keys(row.shape).map((name) => `"${name}"`);
  const sealedRow = z.object({ sealed: z.string() }).and(row);
  return {
    async readBatch(after, size) {
      const rows = await query(
        sealedRow,
        `SELECT ${columns}, "${column}" AS "sealed" FROM "${table}" WHERE "id" > $1 ORDER BY "id" LIMIT $2`,
        [after, size],
      );
      return rows.map(({ sealed, ...rest }) => {
        const found = row.parse(rest);
        return {
          id: found.id,
          values: [{ sealed, place: place(found) }],
          save: ([resealed]) => replaceValue(table, column, [found.id, sealed, resealed]),
        };
      });
    },
  };
}

async function replaceValue(table: string, column: string, values: unknown[]): Promise<boolean> {
  const sql = `UPDATE "${table}" SET "${column}" = $3 WHERE "id" = $1 AND "${column}" = $2 RETURNING 1`;
  return (await query(z.unknown(), sql, values)).length === 1;
}

type Outcome = "current" | "rewritten" | "busy" | "unreadable";

export type Progress = Readonly<Record<Outcome, number>>;

/**
 * Re-encrypts every value with the writing key, while the app keeps serving. Run it again after an interruption: it
 * skips values that already have the writing key.
 * @param report Called after each batch with the counts of this pass.
 * @returns how many values each key still decrypts: a key that is not listed can be removed.
 */
export async function rotateEncryptionKeys(
  columns: readonly SealedColumn[],
  report: (progress: Progress) => void,
): Promise<Map<string, number>> {
  for (let pass = 1; pass <= MAX_PASSES; pass += 1) {
    const progress = { current: 0, rewritten: 0, busy: 0, unreadable: 0 };
    for await (const rows of readBatches(columns)) {
      for (const outcome of await Promise.all(rows.map(rewrite))) progress[outcome] += 1;
      report(progress);
    }
    if (progress.busy === 0) break;
    await sleep(PAUSE_BETWEEN_PASSES_MS);
  }
  return countKeys(columns);
}

async function rewrite({ values, save }: SealedRow): Promise<Outcome> {
  if (values.every(({ sealed }) => keyIdOf(sealed) === writingKeyId())) return "current";
  const resealed: string[] = [];
  for (const { sealed, place } of values) {
    const plaintext = unseal(sealed, place);
    if (plaintext === null) return "unreadable";
    resealed.push(seal(plaintext, place));
  }
  return (await save(resealed)) ? "rewritten" : "busy";
}

async function countKeys(columns: readonly SealedColumn[]): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for await (const rows of readBatches(columns)) {
    for (const { sealed } of rows.flatMap(({ values }) => values)) {
      counts.set(keyIdOf(sealed), (counts.get(keyIdOf(sealed)) ?? 0) + 1);
    }
  }
  return counts;
}

async function* readBatches(columns: readonly SealedColumn[]): AsyncGenerator<SealedRow[]> {
  for (const { readBatch } of columns) {
    let rows = await readBatch("", BATCH_SIZE);
    while (rows.length > 0) {
      yield rows;
      rows = await readBatch(rows.at(-1)?.id ?? "", BATCH_SIZE);
    }
  }
}
