import { test } from "@playwright/test";
import { db, openDatabase } from "../../../lib/platform/db";
import { setTestEnvironment } from "./environment";

/** Gives the tests of a group a database without users. */
export function provideDatabase(): void {
  // In one process, because each process opens its own database.
  test.describe.configure({ mode: "serial" });

  test.beforeAll(async () => {
    test.setTimeout(120_000);
    setTestEnvironment();
    await openDatabase();
    // Test files share a process, and with it the rows of the previous file.
    await db().connection.deleteMany();
    await db().user.deleteMany();
  });
}
