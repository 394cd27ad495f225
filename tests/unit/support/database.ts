import { test } from "@playwright/test";
import { db, openDatabase } from "../../../lib/platform/db";
import { setTestEnvironment } from "./environment";

/** Gives the tests of a group a database with no one in it. */
export function provideDatabase(): void {
  // One process, because each opens a database of its own.
  test.describe.configure({ mode: "serial" });

  test.beforeAll(async () => {
    test.setTimeout(120_000);
    setTestEnvironment();
    await openDatabase();
    // Test files share a process, and with it what the file before has left.
    await db().connection.deleteMany();
    await db().user.deleteMany();
  });
}
