import { z } from "zod";
import { db, query } from "./db";
import { waitAtMost } from "./deadline";
import { findMissingMigrations } from "./migrations";

const PATIENCE_MS = 2_000;

/**
 * Finds what keeps this process from serving people, in words that help an operator and reveal nothing to anyone else.
 * Does not check the configuration: with an invalid one, the process has already ended at its start.
 */
export async function findObstacles(): Promise<string[]> {
  const lateAt = Date.now() + PATIENCE_MS;
  const inTime = <T>(step: Promise<T>) => waitAtMost(lateAt - Date.now(), step, () => null);
  const missing = await inTime(findMissingMigrations(db()).catch(() => null));
  if (!missing) return ["The database does not answer."];
  if (missing.length > 0) return ["The database lacks migrations: run `npm run db:migrate`."];
  const isWritten = await inTime(write().catch(() => false));
  return isWritten
    ? []
    : ["The database answers, but cannot store anything: it may be a standby, locked or full."];
}

/** Writes the same row each time, so that the table does not grow. */
async function write(): Promise<boolean> {
  await query(
    z.unknown(),
    `INSERT INTO "RateLimit" ("key", "fullAt") VALUES ('ready', now())
     ON CONFLICT ("key") DO UPDATE SET "fullAt" = now()`,
    [],
  );
  return true;
}
