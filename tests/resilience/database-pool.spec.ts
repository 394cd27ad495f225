import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "pg";
import { openPool, REPEATABLE } from "../../lib/platform/postgres";
import { type FaultyDatabase, putBefore } from "../support/faulty-database";
import { createDatabase, withClient } from "../support/postgres";
import { expect } from "./support/fixtures";
import { test as withPostgres } from "./support/postgres";

interface Scene {
  readonly pool: Pool;
  readonly database: FaultyDatabase;
  /** URL that bypasses the faults. */
  readonly directUrl: string;
}

const test = withPostgres.extend<{ scene: Scene }>({
  scene: async ({ postgres }, use) => {
    Object.assign(process.env, { AUTH_SECRET: "x".repeat(32), LOG_LEVEL: "silent" });
    const { url, stop } = await createDatabase(postgres.url);
    const database = await putBefore(url);
    const pool = await openPool(database.url);
    await pool.query(`CREATE TABLE "note" ("text" text)`);
    await use({ pool, database, directUrl: url });
    await database.stop();
    await pool.end();
    await stop();
  },
});

const READ = `SELECT 1 AS "one"`;
const WRITE = `INSERT INTO "note" ("text") VALUES ($1)`;
const AWAY = { code: "database_away" };

const countNotes = async ({ directUrl }: Scene): Promise<number> =>
  (await withClient(directUrl, (client) => client.query(`SELECT 1 FROM "note"`))).rows.length;

/** Seconds until the work succeeds or fails. */
async function secondsOf(work: Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work.catch(() => {});
  return (performance.now() - began) / 1000;
}

for (const moment of ["before", "after"] as const) {
  for (const [what, statement] of [
    ["a read", READ],
    ["a repeatable write", `${REPEATABLE} UPDATE "note" SET "text" = 'c' RETURNING 1 AS "one"`],
  ] as const) {
    test(`${what} whose connection is cut ${moment} the server has read it is sent once more`, async ({
      scene,
    }) => {
      const { pool, database } = scene;
      await pool.query(WRITE, ["a"]);
      await database.pass();
      database.cut({ at: 1, moment });
      expect((await pool.query(statement)).rows).toEqual([{ one: 1 }]);
      expect(database.statements()).toEqual([statement, statement]);
    });
  }

  test(`a write whose connection is cut ${moment} the server has read it is not repeated`, async ({
    scene,
  }) => {
    const { pool, database } = scene;
    await database.pass();
    database.cut({ at: 1, moment });
    await expect(pool.query(WRITE, ["a"])).rejects.toMatchObject(AWAY);
    await database.pass();
    await pool.query(WRITE, ["b"]);
    expect(await countNotes(scene)).toBe(moment === "before" ? 1 : 2);
  });
}

test("what is wrong with a statement is not the server's failure, and is thrown as it is", async ({
  scene,
}) => {
  await expect(scene.pool.query("SELECT nothing")).rejects.toMatchObject({ code: "42703" });
});

test("a write that a standby refuses is repeated on a new connection, and no connection to it is kept", async ({
  scene,
  postgres,
}) => {
  const name = new URL(scene.directUrl).pathname.slice(1);
  const setReadOnly = (isReadOnly: boolean) =>
    withClient(postgres.url, (client) =>
      client.query(`ALTER DATABASE "${name}" SET default_transaction_read_only = ${isReadOnly}`),
    );
  await setReadOnly(true);
  const pool = await openPool(scene.database.url);
  const connections = await Promise.all(Array.from({ length: 5 }, () => pool.connect()));
  for (const connection of connections) connection.release();
  await expect(pool.query(WRITE, ["a"])).rejects.toMatchObject(AWAY);
  await setReadOnly(false);
  // Each write gets one of the connections that still lead to the standby.
  for (let n = 0; n < 5; n += 1) await pool.query(WRITE, [`b${n}`]);
  expect(await countNotes(scene)).toBe(5);
  await pool.end();
});

test("a server that refuses connections is reported at once, and used again when it is back", async ({
  scene,
}) => {
  const { pool, database } = scene;
  await database.refuse();
  await expect(pool.query(READ)).rejects.toMatchObject(AWAY);
  expect(await secondsOf(pool.query(WRITE, ["a"]))).toBeLessThan(1);
  await database.pass();
  await pool.query(WRITE, ["b"]);
});

test("a server that is silent is given up within ten seconds, also by those who wait for a connection", async ({
  scene,
}) => {
  const { pool, database } = scene;
  database.silence();
  const statements = Array.from({ length: 40 }, (_, n) =>
    pool.query(n % 2 ? READ : WRITE, n % 2 ? [] : ["a"]),
  );
  const seconds = await Promise.all(statements.map(secondsOf));
  expect(Math.max(...seconds)).toBeLessThan(10);
  await database.pass();
  await expect.poll(() => pool.query(READ).then(({ rows }) => rows.length)).toBe(1);
});

test("a statement that waits for a lock ends at the server, too, after five seconds", async ({ scene }) => {
  const { pool, directUrl } = scene;
  await withClient(directUrl, async (client) => {
    await client.query(`BEGIN; LOCK TABLE "note"`);
    const seconds = await secondsOf(pool.query(WRITE, ["late"]));
    expect(seconds).toBeGreaterThan(4.5);
    expect(seconds).toBeLessThan(5.5);
    await client.query("COMMIT");
  });
  await sleep(200);
  expect(await countNotes(scene), "it was not carried out after its time").toBe(0);
});
