import { PrismaPg } from "@prisma/adapter-pg";
import { ConfigurationError } from "@/lib/platform/configuration";
import { openDatabase } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { type Finding, failed, passed, unproved } from "@/lib/platform/finding";
import { PrismaClient } from "@/lib/platform/generated/prisma/client";
import { findMissingMigrations, listMigrations } from "@/lib/platform/migrations";

const SUBJECT = "Database";
const CONNECT_MS = 5_000;

/** Whether the database answers and has every table; it is open afterwards if so. */
export async function checkDatabase(): Promise<Finding> {
  const { databaseUrl } = env();
  return databaseUrl ? checkServer(databaseUrl) : checkEmbedded();
}

async function checkEmbedded(): Promise<Finding> {
  try {
    await openDatabase();
    return passed(SUBJECT, "The embedded one opens and has every migration.");
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return unproved(SUBJECT, "The embedded one is open in the app, which alone can look into it.");
  }
}

async function checkServer(connectionString: string): Promise<Finding> {
  const { host } = new URL(connectionString);
  const database = new PrismaClient({
    adapter: new PrismaPg({ connectionString, connectionTimeoutMillis: CONNECT_MS }),
  });
  try {
    await database.$queryRaw`SELECT 1`;
    // Without the table of migrations, nothing was ever migrated here.
    const missing = await findMissingMigrations(database).catch(listMigrations);
    if (missing.length > 0) {
      return failed(SUBJECT, `It lacks the migrations ${missing.join(", ")}.`, "Run `npm run db:migrate`.");
    }
    await openDatabase();
    return passed(SUBJECT, `${host} answers and has every migration.`);
  } catch {
    return failed(
      SUBJECT,
      `No database answers at ${host}.`,
      "Start it, or correct DATABASE_URL: address, user and password.",
    );
  } finally {
    await database.$disconnect();
  }
}
