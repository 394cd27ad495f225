import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { ConfigurationError } from "./env";

const MIGRATIONS = "prisma/migrations";

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

/**
 * Applies what is new under prisma/migrations and records it as `prisma migrate deploy` would, because that
 * command needs an engine that is not on every machine; moving the data to a server later finds nothing to do.
 */
export async function migrate(database: PGlite): Promise<void> {
  await database.exec(`CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id" VARCHAR(36) PRIMARY KEY, "checksum" VARCHAR(64) NOT NULL, "finished_at" TIMESTAMPTZ,
    "migration_name" VARCHAR(255) NOT NULL, "logs" TEXT, "rolled_back_at" TIMESTAMPTZ,
    "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`);
  const applied = await database.query<{ migration_name: string }>(
    `SELECT migration_name FROM _prisma_migrations`,
  );
  const known = new Set(applied.rows.map((row) => row.migration_name));
  const folders = (await readdir(MIGRATIONS, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  for (const name of folders.map((folder) => folder.name).sort()) {
    if (known.has(name)) continue;
    const sql = await readFile(join(MIGRATIONS, name, "migration.sql"), "utf8");
    await database.transaction(async (transaction) => {
      await transaction.exec(sql);
      await transaction.query(
        `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
         VALUES ($1, $2, $3, now(), 1)`,
        [randomUUID(), createHash("sha256").update(sql).digest("hex"), name],
      );
    });
  }
}
