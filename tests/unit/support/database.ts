import { existsSync } from "node:fs";
import { test } from "@playwright/test";
import { db, openDatabase } from "../../../lib/platform/db";
import { env } from "../../../lib/platform/env";
import { fillDataDir } from "../../support/data-dir";
import { DATA_DIR, setTestEnvironment } from "./environment";

/** Opens the database of this process. Its rows are those of the test files before. */
export async function openTestDatabase(): Promise<void> {
  setTestEnvironment();
  if (env().dataDir !== DATA_DIR) throw new Error("The configuration was read before the tests set theirs.");
  if (!existsSync(`${DATA_DIR}/database`)) await fillDataDir(DATA_DIR);
  await openDatabase();
}

/** Gives the tests of a group a database without users. */
export function provideDatabase(): void {
  // In one process, because each process opens its own database.
  test.describe.configure({ mode: "serial" });

  test.beforeAll(async () => {
    test.setTimeout(120_000);
    await openTestDatabase();
    // Test files share a process, and with it the rows of the previous file.
    await db().connection.deleteMany();
    await db().user.deleteMany();
  });
}
