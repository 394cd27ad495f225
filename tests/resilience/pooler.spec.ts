import { Pool } from "pg";
import { openPool } from "../../lib/platform/postgres";
import { createDatabase } from "../support/postgres";
import { startPgbouncer } from "../support/postgres-front";
import { expect, test } from "./support/fixtures";
import { PATHS } from "./support/paths";
import { test as withPostgres } from "./support/postgres";
import { requireProgram } from "./support/programs";
import { connectedPerson, expireToken, open } from "./support/story";

const CLICKS = 50;

test("fifty clicks at once through PgBouncer in transaction mode refresh once, and all of them land", async ({
  deploy,
  watch,
}) => {
  const program = requireProgram("pgbouncer");
  const front = (databaseUrl: string) => startPgbouncer(program, databaseUrl);
  const deployment = await deploy("PostgreSQL", { processes: 3, front });
  const { sandbox } = deployment;
  const { person, page } = await connectedPerson(deployment, "pooled@example.org");
  watch(person);
  await expireToken(sandbox);
  const before = await sandbox.lastRequest();
  const landings = await Promise.all(Array.from({ length: CLICKS }, () => open(person.otherDevice(), page)));
  for (const { url, text } of landings) expect(url, text).toMatch(/\/project\/\d+$/);
  const refreshes = await sandbox.requestsSince(before, PATHS.token);
  expect(refreshes.map(({ status }) => status)).toEqual([200]);
});

withPostgres(
  "a pooler that does not show that it is one loses prepared statements, and no answer",
  async ({ postgres }) => {
    const program = requireProgram("pgbouncer");
    Object.assign(process.env, { AUTH_SECRET: "x".repeat(32), LOG_LEVEL: "silent" });
    const database = await createDatabase(postgres.url);
    const pooler = await startPgbouncer(program, database.url, [
      "ignore_startup_parameters = statement_timeout",
    ]);
    const [ours, plain] = [await openPool(pooler.url), new Pool({ connectionString: pooler.url })];
    const numbers = Array.from({ length: CLICKS }, (_, n) => n);
    const text = `SELECT $1::int AS "number"`;

    const prepared = await Promise.allSettled(
      numbers.map((number) => plain.query({ name: "number", text, values: [number] })),
    );
    expect(prepared.some(({ status }) => status === "rejected")).toBe(true);

    const answers = await Promise.all(numbers.map((number) => ours.query(text, [number])));
    expect(answers.map(({ rows }) => rows)).toEqual(numbers.map((number) => [{ number }]));

    for (const pool of [ours, plain]) await pool.end();
    await pooler.stop();
    await database.stop();
  },
);
