import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { db } from "./db";
import { ConfigurationError, env } from "./env";
import { listMigrations } from "./migrations";
import { buildClientMetadata } from "./partner/client-metadata";

const PATIENCE_MS = 2_000;

const appliedSchema = z.array(z.object({ name: z.string() }));

/** What keeps this process from serving people, in words that help whoever runs it and nobody else. */
export async function findObstacles(): Promise<string[]> {
  const applied = await Promise.race([listApplied().catch(() => null), sleep(PATIENCE_MS, null)]);
  const known = await listMigrations();
  return [
    ...(isDescribable() ? [] : ["The client metadata document cannot be served: see the configuration."]),
    ...(applied ? [] : ["The database does not answer."]),
    // More of them than we know are fine: a newer version is on its way.
    ...(applied && !known.every((name) => applied.includes(name))
      ? ["The database lacks migrations: run `npm run db:migrate`."]
      : []),
  ];
}

async function listApplied(): Promise<string[]> {
  const rows: unknown = await db().$queryRaw`
    SELECT "migration_name" AS "name" FROM "_prisma_migrations"
    WHERE "finished_at" IS NOT NULL AND "rolled_back_at" IS NULL`;
  return appliedSchema.parse(rows).map(({ name }) => name);
}

function isDescribable(): boolean {
  try {
    const { appUrl, signingKeys } = env();
    return Boolean(buildClientMetadata(appUrl, { confidential: signingKeys.length > 0 }));
  } catch (error) {
    if (error instanceof ConfigurationError) return false;
    throw error;
  }
}
