import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { ConfigurationError } from "./configuration";
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

/** The SQL of a migration. */
export const readMigration = (name: string): Promise<string> =>
  readFile(join(MIGRATIONS, name, "migration.sql"), "utf8");

const appliedSchema = z.array(z.object({ name: z.string() }));

/** The migrations a database lacks. Ones that we do not know are fine: a newer version is being deployed. */
export async function findMissingMigrations(database: Pick<PrismaClient, "$queryRaw">): Promise<string[]> {
  const rows: unknown = await database.$queryRaw`
    SELECT "migration_name" AS "name" FROM "_prisma_migrations"
    WHERE "finished_at" IS NOT NULL AND "rolled_back_at" IS NULL`;
  const applied = appliedSchema.parse(rows).map(({ name }) => name);
  return (await listMigrations()).filter((name) => !applied.includes(name));
}

/** The id of the advisory lock that `prisma migrate` also takes, so that the two take turns. */
const LOCK = 72_707_369;

/**
 * Applies the new migrations under prisma/migrations, because `prisma migrate deploy` needs an engine that is not on
 * every machine. Records them as that command would, so it finds nothing to do if the data later moves to a server.
 * Two calls at once take turns, and the second one finds nothing to do.
 * @param names The migrations that the database should have; all by default.
 * @returns the names of those that were applied.
 * @throws {ConfigurationError} when a migration that another tool began did not finish.
 */
export async function migrate(session: SqlSession, names?: readonly string[]): Promise<string[]> {
  await session.query("SELECT pg_advisory_lock($1)", [LOCK]);
  try {
    return await applyMissing(session, names ?? (await listMigrations()));
  } finally {
    await session.query("SELECT pg_advisory_unlock($1)", [LOCK]);
  }
}

const recordedSchema = z.array(z.object({ name: z.string(), isFinished: z.boolean() }));

async function applyMissing(session: SqlSession, names: readonly string[]): Promise<string[]> {
  await session.exec(`CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id" VARCHAR(36) PRIMARY KEY, "checksum" VARCHAR(64) NOT NULL, "finished_at" TIMESTAMPTZ,
    "migration_name" VARCHAR(255) NOT NULL, "logs" TEXT, "rolled_back_at" TIMESTAMPTZ,
    "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`);
  const { rows } =
    await session.query(`SELECT "migration_name" AS "name", "finished_at" IS NOT NULL AS "isFinished"
    FROM "_prisma_migrations" WHERE "rolled_back_at" IS NULL`);
  const recorded = recordedSchema.parse(rows);
  const begun = recorded.find(({ isFinished }) => !isFinished);
  if (begun) {
    throw new ConfigurationError(
      `The migration ${begun.name} was begun and did not finish. See what it left, then run \`npx prisma migrate resolve\`.`,
    );
  }
  const missing = names.filter((name) => !recorded.some((each) => each.name === name));
  for (const name of missing) await apply(session, name);
  return missing;
}

async function apply(session: SqlSession, name: string): Promise<void> {
  const sql = await readMigration(name);
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
