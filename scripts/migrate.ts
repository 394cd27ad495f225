import { readArguments, readEnvFiles } from "../lib/platform/command";
import { describeServer } from "../lib/platform/database-address";
import { withServer } from "../lib/platform/database-server";
import { databaseConfiguration } from "../lib/platform/env";
import { exitBecause } from "../lib/platform/exit";
import { migrate } from "../lib/platform/migrations";
import { requireConfiguration } from "../lib/platform/requirement";

const USAGE = `Usage: npm run db:migrate

Brings the database of DATABASE_URL, or the embedded one, up to date with prisma/migrations. It is safe to repeat, and
two at once take turns. In the image: node migrate.cjs`;

async function migrateDatabase(): Promise<void> {
  readArguments(USAGE, {});
  readEnvFiles();
  requireConfiguration([databaseConfiguration]);
  const { databaseUrl, dataDir } = databaseConfiguration();
  const applied = databaseUrl ? await migrateServer(databaseUrl) : await migrateEmbedded(dataDir);
  for (const name of applied) process.stdout.write(`Applied ${name}\n`);
  const where = databaseUrl ? `The database at ${describeServer(databaseUrl)}` : "The embedded database";
  const count = applied.length === 1 ? "1 migration" : `${applied.length} migrations`;
  process.stdout.write(`${where} is up to date: ${applied.length === 0 ? "nothing was missing" : count}.\n`);
}

const migrateServer = (address: string): Promise<string[]> =>
  withServer(
    address,
    (client) =>
      migrate({ exec: (sql) => client.query(sql), query: (sql, values) => client.query(sql, values) }),
    // No time limit: a migration may rewrite large tables, or wait for another process that migrates.
    0,
  );

async function migrateEmbedded(dataDir: string): Promise<readonly string[]> {
  // Imported on demand: a database server does not need it, and the image's bundle of this command does not contain it.
  const { openEmbeddedDatabase } = await import("../lib/platform/embedded-database");
  return (await openEmbeddedDatabase(dataDir)).applied;
}

migrateDatabase().then(() => process.exit(0), exitBecause);
