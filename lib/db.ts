import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaPGlite } from "pglite-prisma-adapter";
import { openEmbeddedDatabase } from "./embedded-database";
import { ConfigurationError, env } from "./env";
import { PrismaClient } from "./generated/prisma/client";

// On globalThis because a development server loads this module anew after each edit, while an embedded
// database may be open only once.
const held: typeof globalThis & { database?: PrismaClient } = globalThis;

/**
 * Opens the database: PostgreSQL when DATABASE_URL is set, else the embedded one, brought up to date.
 * @throws {ConfigurationError} when the server cannot be reached or lacks the tables.
 */
export async function openDatabase(): Promise<void> {
  if (held.database) return;
  const { databaseUrl, dataDir } = env();
  const adapter = databaseUrl
    ? new PrismaPg({ connectionString: databaseUrl })
    : new PrismaPGlite(await openEmbeddedDatabase(dataDir));
  const database = new PrismaClient({ adapter });
  await database.user.findFirst({ select: { id: true } }).catch(() => {
    throw new ConfigurationError(
      "DATABASE_URL: no answer, or not our tables. Run `npm run db:migrate` first.",
    );
  });
  held.database = database;
}

/** The database, once `openDatabase` has run at start. */
export function db(): PrismaClient {
  if (!held.database) throw new Error("the database is not open yet");
  return held.database;
}
