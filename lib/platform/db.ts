import { PrismaPg } from "@prisma/adapter-pg";
import type { PrismaPGlite } from "pglite-prisma-adapter";
import type { z } from "zod";
import { requireUsableServer } from "./database-server";
import { env } from "./env";
import { Prisma, PrismaClient } from "./generated/prisma/client";
import { refuse } from "./messages";
import type { SqlSession } from "./migrations";
import { openPool } from "./postgres";

/** One pool, or one embedded database, used in two ways: through Prisma and with plain SQL. */
interface Database {
  readonly client: ReturnType<typeof createClient>;
  readonly session: Pick<SqlSession, "query">;
}

// On globalThis because a development server loads this module anew after each edit, while an embedded
// database may be open only once.
const held: typeof globalThis & { database?: Database } = globalThis;

/**
 * Opens the database: PostgreSQL when DATABASE_URL is set, else the embedded one, brought up to date.
 * @throws {ConfigurationError} when it cannot be used.
 */
export async function openDatabase(): Promise<void> {
  if (held.database) return;
  const { databaseUrl } = env();
  if (databaseUrl) await requireUsableServer(databaseUrl);
  held.database = await connect();
}

async function connect(): Promise<Database> {
  const { databaseUrl, dataDir } = env();
  if (!databaseUrl) {
    // Only here: a deployment with a server needs neither WebAssembly nor the native code of the lock.
    const [{ openEmbeddedDatabase }, { PrismaPGlite }] = await Promise.all([
      import("./embedded-database"),
      import("pglite-prisma-adapter"),
    ]);
    const { database: session } = await openEmbeddedDatabase(dataDir);
    return { session, client: createClient(new PrismaPGlite(session)) };
  }
  const session = await openPool(databaseUrl);
  return { session, client: createClient(new PrismaPg(session)) };
}

function createClient(adapter: PrismaPg | PrismaPGlite) {
  return new PrismaClient({ adapter }).$extends({
    query: { $allOperations: ({ args, query: run }) => run(args).catch(restoreRefusal) },
  });
}

/** Prisma makes an error of its own of everything with a code, our refusals included. */
function restoreRefusal(error: unknown): never {
  const isRefusal = error instanceof Prisma.PrismaClientKnownRequestError && error.code === "database_away";
  throw isRefusal ? refuse("database_away") : error;
}

/**
 * The database, once `openDatabase` has run at start.
 * @throws {AppError} each of its operations: `database_away`.
 */
export const db = (): Database["client"] => opened().client;

/**
 * One statement in SQL, for what every click does: it costs a fraction of the same statement through Prisma.
 * @param row What each row looks like.
 * @param values What stands for `$1`, `$2`, … in the text.
 * @throws {AppError} `database_away`. A SELECT, what is marked `REPEATABLE`, or what a standby refused, was then sent a
 *   second time already.
 */
export async function query<T>(row: z.ZodType<T>, text: string, values: unknown[]): Promise<T[]> {
  const { rows } = await opened().session.query(text, values);
  return rows.map((each) => row.parse(each));
}

function opened(): Database {
  if (!held.database) throw new Error("the database is not open yet");
  return held.database;
}
