// The package has no types of its own.
/// <reference path="./fs-native-extensions.d.ts" />
import { mkdirSync, openSync } from "node:fs";
import { dirname, join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { tryLock } from "fs-native-extensions";
import { z } from "zod";
import { ConfigurationError } from "./configuration";
import { migrate } from "./migrations";

interface EmbeddedDatabase {
  readonly database: PGlite;
  /** The names of the migrations that were applied. */
  readonly applied: readonly string[];
}

/**
 * Opens PostgreSQL inside this process, for development and demonstrations. Its folder survives restarts, and only one
 * process may have it open.
 * @throws {ConfigurationError} when another process has it open, or it cannot be read or written.
 */
export async function openEmbeddedDatabase(dataDir: string): Promise<EmbeddedDatabase> {
  const folder = join(dataDir, "database");
  try {
    makeFolder(folder);
    claim(join(dataDir, "database.lock"));
  } catch (error) {
    throw explainFolder(dataDir, error);
  }
  try {
    const database = await PGlite.create(folder);
    return { database, applied: await migrate(database) };
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    if (codeOf(error)) throw explainFolder(dataDir, error);
    throw new ConfigurationError(
      `DATA_DIR: the embedded database in ${folder} is damaged, or another version made it. To begin with an empty one, keeping the old: mv ${folder} ${folder}.old`,
    );
  }
}

/**
 * Takes a lock of the operating system. It ends with its process, even after a crash, and works between containers that
 * share the folder if the file system supports locks.
 */
function claim(file: string): void {
  // The file stays open for as long as the process lives.
  if (tryLock(openSync(file, "a+", 0o600))) return;
  throw new ConfigurationError(
    "The embedded database is open in another process: another command or instance of the app in this folder, or a container with the same volume. End that one, or set DATABASE_URL.",
  );
}

/** Makes a folder and its parents. Not with `recursive`, which never returns in file systems such as /proc. */
function makeFolder(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) === "EEXIST") return;
    if (codeOf(error) !== "ENOENT" || dirname(path) === path) throw error;
    makeFolder(dirname(path));
    mkdirSync(path, { mode: 0o700 });
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "this user has no permission to write there",
  EPERM: "this user has no permission to write there",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
  ENOTDIR: "a file exists where a folder is needed",
  ENOENT: "the folder cannot be made",
};

function explainFolder(dataDir: string, error: unknown): unknown {
  const code = codeOf(error);
  if (code === undefined) return error;
  const reason = REASONS[code] ?? code;
  return new ConfigurationError(
    `DATA_DIR: the embedded database cannot be written in ${dataDir}: ${reason}. Name a folder that can be written, for example DATA_DIR=.data, or set DATABASE_URL`,
  );
}

const codeOf = (error: unknown): string | undefined =>
  z.object({ code: z.string().regex(/^E[A-Z]+$/) }).safeParse(error).data?.code;
