import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { ConfigurationError } from "./configuration";
import { migrate } from "./migrations";

/**
 * PostgreSQL inside this process, for development and demonstration. Its folder survives restarts and must
 * not be open in two processes at once.
 * @throws {ConfigurationError} when another living process has it open.
 */
export async function openEmbeddedDatabase(dataDir: string): Promise<PGlite> {
  const folder = join(dataDir, "database");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  claim(join(dataDir, "database.pid"));
  const database = new PGlite(folder);
  await migrate(database);
  return database;
}

function claim(pidFile: string): void {
  const holder = Number(readPid(pidFile));
  if (holder && holder !== process.pid && isAlive(holder)) {
    throw new ConfigurationError(
      `The embedded database is open in another process (${holder}). End that one, or set DATABASE_URL.`,
    );
  }
  writeFileSync(pidFile, String(process.pid));
}

function readPid(pidFile: string): string | undefined {
  try {
    return readFileSync(pidFile, "utf8");
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
