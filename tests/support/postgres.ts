import { randomUUID } from "node:crypto";
import { PGlite } from "@electric-sql/pglite";
import { Client } from "pg";
import { migrate, type SqlSession } from "../../lib/platform/migrations";

/** A separate database on a server that others use, too. */
export interface TestDatabase {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Makes an empty database on a server.
 * @param serverUrl Address of any database there; its user may create others.
 */
export async function createEmptyDatabase(serverUrl: string): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await withClient(serverUrl, (client) => client.query(`CREATE DATABASE ${name}`));
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    stop: () =>
      withClient(serverUrl, async (client) => {
        await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
      }),
  };
}

/** Makes a database with our tables in it. */
export async function createDatabase(serverUrl: string): Promise<TestDatabase> {
  const database = await createEmptyDatabase(serverUrl);
  await withClient(database.url, (client) => migrate(sessionOf(client)));
  return database;
}

/** Adapts a client to what migrations need. */
export const sessionOf = (client: Client): SqlSession => ({
  exec: (sql) => client.query(sql),
  query: (sql, parameters) => client.query(sql, parameters),
});

/** Opens the embedded database that an app has left in a folder. */
export async function withEmbedded<T>(folder: string, work: (session: SqlSession) => Promise<T>): Promise<T> {
  const database = new PGlite(folder);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** Connects for the duration of `work`. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
