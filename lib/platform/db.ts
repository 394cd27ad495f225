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

// On globalThis because a development server reloads this module after each edit, while an embedded database
// may be open only once.
const held: typeof globalThis & { database?: Database } = globalThis;

/**
 * Opens the database: PostgreSQL when DATABASE_URL is set, else the embedded one, which it also migrates.
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
    // Imported only here: a deployment with a server needs neither WebAssembly nor the native code of the lock.
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

/** Restores a refusal of ours: Prisma turns every error with a code into one of its own. */
function restoreRefusal(error: unknown): never {
  const isRefusal = error instanceof Prisma.PrismaClientKnownRequestError && error.code === "database_away";
  throw isRefusal ? refuse("database_away") : error;
}

/**
 * The database, once `openDatabase` has run at start.
 * @throws {AppError} `database_away`, from each of its operations.
 */
export const db = (): Database["client"] => opened().client;

/**
 * Runs one SQL statement, for what every click does: it costs a fraction of the same statement through Prisma.
 * @param row The schema of each row.
 * @param values The values of `$1`, `$2`, … in the text.
 * @throws {AppError} `database_away`, after retrying what is safe to repeat: a SELECT, a statement marked `REPEATABLE`,
 *   or one that the server did not carry out.
 */
export async function query<T>(row: z.ZodType<T>, text: string, values: unknown[]): Promise<T[]> {
  const { rows } = await opened().session.query(text, values);
  return rows.map((each) => row.parse(each));
}

function opened(): Database {
  if (!held.database) throw new Error("the database is not open yet");
  return held.database;
}
