import { test } from "@playwright/test";
import { db, openDatabase } from "../../../lib/platform/db";
import { makeDataDir } from "../../support/data-dir";
import { setTestEnvironment } from "./environment";

/** Opens the database of this process. Its rows are those of the test files before. */
export async function openTestDatabase(): Promise<void> {
  setTestEnvironment();
  process.env.DATA_DIR ??= await makeDataDir();
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
