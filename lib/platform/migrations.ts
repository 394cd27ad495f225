import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { PrismaClient } from "./generated/prisma/client";

const MIGRATIONS = "prisma/migrations";

/** One connection to a database, embedded or not: the same session for every statement. */
export interface SqlSession {
  /** Runs any number of statements. */
  exec(sql: string): Promise<unknown>;
  /** Runs one statement with parameters. */
  query(sql: string, parameters?: unknown[]): Promise<{ rows: unknown[] }>;
}

/** The names of all migrations, oldest first. */
export async function listMigrations(): Promise<string[]> {
  const entries = await readdir(MIGRATIONS, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

const appliedSchema = z.array(z.object({ name: z.string() }));

/** The migrations a database lacks. What it has beyond ours is fine: a newer version is on its way. */
export async function findMissingMigrations(database: Pick<PrismaClient, "$queryRaw">): Promise<string[]> {
  const rows: unknown = await database.$queryRaw`
    SELECT "migration_name" AS "name" FROM "_prisma_migrations"
    WHERE "finished_at" IS NOT NULL AND "rolled_back_at" IS NULL`;
  const applied = appliedSchema.parse(rows).map(({ name }) => name);
  return (await listMigrations()).filter((name) => !applied.includes(name));
}

/**
 * Applies what is new under prisma/migrations and records it as `prisma migrate deploy` would, because that
 * command needs an engine that is not on every machine; moving the data to a server later finds nothing to do.
 * @param names The migrations to bring the database to; all of them unless told otherwise.
 */
export async function migrate(session: SqlSession, names?: readonly string[]): Promise<void> {
  await session.exec(`CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id" VARCHAR(36) PRIMARY KEY, "checksum" VARCHAR(64) NOT NULL, "finished_at" TIMESTAMPTZ,
    "migration_name" VARCHAR(255) NOT NULL, "logs" TEXT, "rolled_back_at" TIMESTAMPTZ,
    "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`);
  for (const name of names ?? (await listMigrations())) {
    const known = await session.query("SELECT 1 FROM _prisma_migrations WHERE migration_name = $1", [name]);
    if (known.rows.length === 0) await apply(session, name);
  }
}

async function apply(session: SqlSession, name: string): Promise<void> {
  const sql = await readFile(join(MIGRATIONS, name, "migration.sql"), "utf8");
  await session.exec("BEGIN");
  try {
    await session.exec(sql);
    await session.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), 1)`,
      [randomUUID(), createHash("sha256").update(sql).digest("hex"), name],
    );
    await session.exec("COMMIT");
  } catch (error) {
    await session.exec("ROLLBACK");
    throw error;
  }
}
