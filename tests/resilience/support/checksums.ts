import { z } from "zod";
import type { SqlSession } from "../../../lib/platform/migrations";
import { listTables } from "../../support/leaks";

// Left out: rate limits also count refused attempts.
const COUNTERS = "RateLimit";

const rowSchema = z.tuple([z.object({ checksum: z.string().nullable(), rows: z.string() })]);

/** Row count and checksum of every table: equal before and after means that nothing has changed. */
export async function checksums(session: SqlSession): Promise<Record<string, string>> {
  const tables = (await listTables(session)).filter((table) => table !== COUNTERS);
  const sums: Record<string, string> = {};
  for (const table of tables) sums[table] = await checksum(session, table, "true", []);
  return sums;
}

/** The same for what belongs to one user. */
export async function checksumsOf(session: SqlSession, email: string): Promise<Record<string, string>> {
  const own = `"userId" = (SELECT "id" FROM "User" WHERE "email" = $1)`;
  const sums: Record<string, string> = { User: await checksum(session, "User", `"email" = $1`, [email]) };
  for (const table of ["Account", "Session", "Connection", "Onboarding", "Activity", "PendingRemoval"]) {
    sums[table] = await checksum(session, table, own, [email]);
  }
  const lent = `"connectionId" IN (SELECT "id" FROM "Connection" WHERE ${own})`;
  sums.PersonalApiKey = await checksum(session, "PersonalApiKey", lent, [email]);
  return sums;
}

async function checksum(session: SqlSession, table: string, condition: string, parameters: unknown[]) {
  const { rows } = await session.query(
    `SELECT md5(string_agg(t::text, ',' ORDER BY t::text)) AS checksum, count(*)::text AS rows
     FROM "${table}" t WHERE ${condition}`,
    parameters,
  );
  const [sum] = rowSchema.parse(rows);
  return `${sum.rows} rows, ${sum.checksum ?? "none"}`;
}
