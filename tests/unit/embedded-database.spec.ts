import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { expect, test } from "@playwright/test";
import { openEmbeddedDatabase } from "../../lib/platform/embedded-database";
import { migrate } from "../../lib/platform/migrations";

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
    const database = new PGlite();
    await migrate(database);
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

  test("is not opened while another living process has it open", async () => {
    const folder = mkdtempSync(join(tmpdir(), "open-in-posthog-"));
    writeFileSync(join(folder, "database.pid"), String(process.ppid));
    await expect(openEmbeddedDatabase(folder)).rejects.toThrow(/open in another process/);
  });
});
