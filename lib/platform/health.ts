import { setTimeout as sleep } from "node:timers/promises";
import { db } from "./db";
import { findMissingMigrations } from "./migrations";

const PATIENCE_MS = 2_000;

/**
 * What keeps this process from serving people, in words that help an operator and reveal nothing to anyone else. The
 * configuration is not among it: with a wrong one, the process has ended at its start.
 */
export async function findObstacles(): Promise<string[]> {
  const missing = await Promise.race([
    findMissingMigrations(db()).catch(() => null),
    sleep(PATIENCE_MS, null),
  ]);
  if (!missing) return ["The database does not answer."];
  return missing.length > 0 ? ["The database lacks migrations: run `npm run db:migrate`."] : [];
}
