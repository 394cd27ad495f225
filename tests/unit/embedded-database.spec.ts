import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { expect, test } from "@playwright/test";
import { openEmbeddedDatabase } from "../../lib/platform/embedded-database";
import { migrate } from "../../lib/platform/migrations";
import { makeDataDir } from "../support/data-dir";

test.describe("the embedded database", () => {
  test("records migrations as Prisma does, so that a move to a server finds nothing to do", async () => {
    const database = new PGlite();
    await migrate(database);
    await migrate(database);
    const { rows } = await database.query<{
      migration_name: string;
      checksum: string;
      finished_at: Date | null;
    }>("SELECT migration_name, checksum, finished_at FROM _prisma_migrations ORDER BY migration_name");
    const folders = readdirSync("prisma/migrations").filter((name) => /^\d{14}_/.test(name));
    expect(rows.map(({ migration_name }) => migration_name)).toEqual(folders.sort());
    for (const { migration_name, checksum, finished_at } of rows) {
      const sql = readFileSync(`prisma/migrations/${migration_name}/migration.sql`);
      expect(checksum).toBe(createHash("sha256").update(sql).digest("hex"));
      expect(finished_at).not.toBeNull();
    }
    await database.close();
  });

  test("has a column for every field of the schema", async () => {
    const database = new PGlite(join(await makeDataDir(), "database"));
    const { rows } = await database.query<{ table_name: string; column_name: string }>(
      "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'",
    );
    const actual = rows.map(({ table_name, column_name }) => `${table_name}.${column_name}`);
    const schema = readFileSync("prisma/schema.prisma", "utf8");
    const models = [...schema.matchAll(/^model (\w+) \{([\s\S]*?)^\}/gm)];
    const names = models.map(([, name]) => name);
    const expected = models.flatMap(([, model, body = ""]) =>
      [...body.matchAll(/^ {2}(\w+)\s+(\w+)/gm)]
        .filter(([, , type]) => !names.includes(type))
        .map(([, field]) => `${model}.${field}`),
    );
    expect(actual.filter((name) => !name.startsWith("_prisma")).sort()).toEqual(expected.sort());
    await database.close();
  });

  test("is open in one process at a time, and free again however that one ends", async () => {
    const folder = await makeDataDir();
    const lock = `require("fs-native-extensions").tryLock(require("fs").openSync(process.argv[1], "a+")); process.stdout.write("locked"); setInterval(() => {}, 1000)`;
    const holder = spawn(process.execPath, ["--eval", lock, join(folder, "database.lock")]);
    await once(holder.stdout, "data");
    await expect(openEmbeddedDatabase(folder)).rejects.toThrow(/open in another process.*set DATABASE_URL/);
    holder.kill("SIGKILL");
    await once(holder, "exit");
    const { database } = await openEmbeddedDatabase(folder);
    await expect(openEmbeddedDatabase(folder)).rejects.toThrow(/open in another process/);
    await database.close();
  });

  for (const [what, damage] of [
    ["another version made", (path: string) => writeFileSync(join(path, "PG_VERSION"), "14\n")],
    ["lost files of", (path: string) => rmSync(join(path, "global"), { recursive: true })],
    ["is garbage in", (path: string) => writeFileSync(join(path, "global/pg_control"), "x".repeat(8192))],
  ] as const) {
    test(`says how to begin again with a folder that something ${what}`, async () => {
      const folder = await makeDataDir();
      damage(join(folder, "database"));
      await expect(openEmbeddedDatabase(folder)).rejects.toThrow(
        `mv ${folder}/database ${folder}/database.old`,
      );
    });
  }

  for (const [what, folder, words] of [
    ["cannot be made", "/proc/open-in-posthog", "the folder cannot be made"],
    ["is a file", "/dev/null/data", "a file exists where a folder is needed"],
  ] as const) {
    test(`names a folder that ${what}`, async () => {
      await expect(openEmbeddedDatabase(folder)).rejects.toThrow(
        `DATA_DIR: the embedded database cannot be written in ${folder}: ${words}`,
      );
    });
  }
});
