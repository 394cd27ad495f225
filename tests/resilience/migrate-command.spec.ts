import { spawn } from "node:child_process";
import { expect } from "@playwright/test";
import { listMigrations } from "../../lib/platform/migrations";
import { createEmptyDatabase, withClient } from "../support/postgres";
import { test } from "./support/postgres";

interface Run {
  readonly status: number | null;
  readonly output: string;
}

function migrate(address: string): Promise<Run> {
  const child = spawn("npm", ["run", "--silent", "db:migrate"], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, DATABASE_URL: address },
  });
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => chunks.push(String(chunk)));
  return new Promise((resolve) =>
    child.once("close", (status) => resolve({ status, output: chunks.join("") })),
  );
}

test.describe("npm run db:migrate", () => {
  test("applies every migration once, also when two run at the same time", async ({ postgres }) => {
    const database = await createEmptyDatabase(postgres.url);
    const runs = await Promise.all([migrate(database.url), migrate(database.url)]);
    expect(runs.map(({ status }) => status)).toEqual([0, 0]);
    const names = await listMigrations();
    const outputs = runs.map(({ output }) => output.replace(/127\.0\.0\.1:\d+/, "…")).sort();
    expect(outputs).toEqual([
      `${names.map((name) => `Applied ${name}\n`).join("")}The database at … is up to date: ${names.length} migrations.\n`,
      "The database at … is up to date: nothing was missing.\n",
    ]);
    await database.stop();
  });

  test("names what is wrong, and a migration that another tool left unfinished", async ({ postgres }) => {
    const database = await createEmptyDatabase(postgres.url);
    expect(await migrate(`${database.url}_gone`)).toEqual({
      status: 1,
      output: expect.stringMatching(/^\nDATABASE_URL: [^\n]+ no database of this name[^\n]+\n\n$/),
    });
    await migrate(database.url);
    await withClient(database.url, (client) =>
      client.query(`UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name LIKE '%_init'`),
    );
    const { status, output } = await migrate(database.url);
    expect([status, output]).toEqual([1, expect.stringMatching(/_init was begun and did not finish/)]);
    await database.stop();
  });
});
