import { PrismaPg } from "@prisma/adapter-pg";
import { Pool } from "pg";
import { PrismaPGlite } from "pglite-prisma-adapter";
import { z } from "zod";
import { ConfigurationError } from "./configuration";
import { openEmbeddedDatabase } from "./embedded-database";
import { env } from "./env";
import { PrismaClient } from "./generated/prisma/client";
import { log } from "./log";
import type { SqlSession } from "./migrations";

/** One pool, or one embedded database, used in two ways: through Prisma and with plain SQL. */
interface Database {
  readonly client: PrismaClient;
  readonly session: Pick<SqlSession, "query">;
}

// On globalThis because a development server loads this module anew after each edit, while an embedded
// database may be open only once.
const held: typeof globalThis & { database?: Database } = globalThis;

/**
 * Opens the database: PostgreSQL when DATABASE_URL is set, else the embedded one, brought up to date.
 * @throws {ConfigurationError} when the server cannot be reached or lacks the tables.
 */
export async function openDatabase(): Promise<void> {
  if (held.database) return;
  const database = await connect();
  await database.client.user.findFirst({ select: { id: true } }).catch(() => {
    throw new ConfigurationError(
      "DATABASE_URL: no answer, or not our tables. Run `npm run db:migrate` first.",
    );
  });
  held.database = database;
}

async function connect(): Promise<Database> {
  const { databaseUrl, dataDir } = env();
  if (!databaseUrl) {
    const session = await openEmbeddedDatabase(dataDir);
    return { session, client: new PrismaClient({ adapter: new PrismaPGlite(session) }) };
  }
  const session = new Pool({ connectionString: databaseUrl });
  // Without a listener, a connection that the server closes would end the process.
  session.on("error", () => log().warn("an idle database connection was closed"));
  return { session, client: new PrismaClient({ adapter: new PrismaPg(session) }) };
}

/** The database, once `openDatabase` has run at start. */
export const db = (): PrismaClient => opened().client;

/**
 * One statement in SQL, for what every click does: it costs a fraction of the same statement through Prisma.
 * @param row What each row looks like.
 * @param values What stands for `$1`, `$2`, … in the text.
 */
export async function query<T>(row: z.ZodType<T>, text: string, values: unknown[]): Promise<T[]> {
  const { rows } = await opened().session.query(text, values);
  return z.array(row).parse(rows);
}

function opened(): Database {
  if (!held.database) throw new Error("the database is not open yet");
  return held.database;
}
