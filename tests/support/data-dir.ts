import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { z } from "zod";

const CACHE = "node_modules/.cache";
const PGLITE = "node_modules/@electric-sql/pglite/package.json";

/**
 * Makes a folder for an app's data, with an empty embedded database. Creating the database takes longer than starting
 * the app, so the first one is kept and the others are copies.
 */
export async function makeDataDir(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "open-in-posthog-"));
  await cp(await keepEmptyDatabase(), join(folder, "database"), { recursive: true });
  return folder;
}

async function keepEmptyDatabase(): Promise<string> {
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(await readFile(PGLITE, "utf8")));
  const kept = `${CACHE}/embedded-database-${version}`;
  if (existsSync(kept)) return kept;
  await mkdir(CACHE, { recursive: true });
  const folder = await mkdtemp(`${kept}-`);
  const database = await PGlite.create(folder);
  await database.close();
  // Another worker may have been faster; its database is as good.
  await rename(folder, kept).catch(() => rm(folder, { recursive: true }));
  return kept;
}
