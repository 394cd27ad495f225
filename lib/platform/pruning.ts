import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { query } from "./db";
import { log } from "./log";

/** Few enough rows that no one waits for their locks. */
const BATCH_SIZE = 1_000;
const PAUSE_MS = 100;
const EVERY_MS = 3600_000;
/** Random, so that processes that started together do not prune together. */
const FIRST_AFTER_MS = 60_000 + Math.random() * EVERY_MS;

/** Rows of a table that are no longer needed. */
export interface Prunable {
  readonly table: string;
  /** Its primary key. */
  readonly key: string;
  /** The condition, in SQL. The database's own clock decides. */
  readonly expired: string;
}

/** Prunes every hour in the background, without keeping this process alive. */
export function keepPruning(prunables: readonly Prunable[]): void {
  const run = async () => {
    for (const prunable of prunables) await prune(prunable);
  };
  const runLogged = () => run().catch(() => log().warn("what has expired could not be pruned"));
  setTimeout(() => {
    runLogged();
    setInterval(runLogged, EVERY_MS).unref();
  }, FIRST_AFTER_MS).unref();
}

/** Deletes expired rows, in batches. */
export async function prune({ table, key, expired }: Prunable): Promise<void> {
  for (;;) {
    const deleted = await query(
      z.unknown(),
      // Skips rows that a click has locked: waiting for each other, the two could deadlock.
      `DELETE FROM "${table}" WHERE "${key}" IN
         (SELECT "${key}" FROM "${table}" WHERE ${expired} LIMIT ${BATCH_SIZE} FOR UPDATE SKIP LOCKED)
       RETURNING 1`,
      [],
    );
    if (deleted.length < BATCH_SIZE) return;
    await sleep(PAUSE_MS, undefined, { ref: false });
  }
}
