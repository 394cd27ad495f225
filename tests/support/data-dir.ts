import { createHash } from "node:crypto";
import { cpSync, existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { listMigrations, migrate, readMigration } from "../../lib/platform/migrations";
import { makeTempFolder } from "./temp-folder";

const CACHE = "node_modules/.cache";
const PGLITE = "node_modules/@electric-sql/pglite/package.json";

/** Makes a folder for an app's data, with an embedded database that has our tables and no rows. */
export async function makeDataDir(): Promise<string> {
  const folder = makeTempFolder();
  await fillDataDir(folder);
  return folder;
}

/**
 * Puts such a database into a folder. Making one takes longer than starting the app, so the first one is kept and the
 * others are copies.
 */
export async function fillDataDir(folder: string): Promise<void> {
  // A thousand small files: the asynchronous copy takes four times as long.
  cpSync(await keepMigratedDatabase(), join(folder, "database"), { recursive: true });
}

async function keepMigratedDatabase(): Promise<string> {
  const kept = `${CACHE}/embedded-database-${await fingerprint()}`;
  if (existsSync(kept)) return kept;
  await mkdir(CACHE, { recursive: true });
  const folder = await mkdtemp(`${kept}-`);
  const database = await PGlite.create(folder);
  await migrate(database);
  await database.close();
  // Another worker may have been faster; its database is as good.
  await rename(folder, kept).catch(() => rm(folder, { recursive: true }));
  return kept;
}

/** Changes with whatever the database is made from. */
async function fingerprint(): Promise<string> {
  const hash = createHash("sha256").update(await readFile(PGLITE));
  for (const name of await listMigrations()) hash.update(name).update(await readMigration(name));
  return hash.digest("hex").slice(0, 16);
}
