import { Client } from "pg";
import { z } from "zod";
import { ConfigurationError } from "./configuration";
import { describeServer } from "./database-address";
import { explainDatabaseFailure } from "./database-failure";

// Together below ten seconds, the longest that a start may take when the server does not answer.
const CONNECT_MS = 6_000;
const QUERY_MS = 3_000;

const EXAMPLE = "DATABASE_URL=postgresql://user:password@localhost:5432/burrow";

const factsSchema = z.tuple([
  z.object({ isReadOnly: z.boolean(), hasTables: z.boolean(), closed: z.array(z.string()) }),
]);

// Given a list, has_table_privilege asks for any of the privileges, so each one is checked separately.
const FACTS = `SELECT current_setting('transaction_read_only') = 'on' AS "isReadOnly",
  to_regclass('"User"') IS NOT NULL AS "hasTables",
  ARRAY(SELECT tablename::text FROM pg_tables
    WHERE schemaname = current_schema() AND tablename NOT LIKE '\\_prisma%' AND NOT (
      SELECT bool_and(has_table_privilege(quote_ident(schemaname) || '.' || quote_ident(tablename), privilege))
      FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS privilege)) AS "closed"`;

/**
 * Makes sure that the app can work with a server: reach it, find its tables, and write.
 * @throws {ConfigurationError} one sentence, within ten seconds.
 */
export async function requireUsableServer(address: string): Promise<void> {
  const [{ isReadOnly, hasTables, closed }] = await withServer(address, async (client) =>
    factsSchema.parse((await client.query(FACTS)).rows),
  );
  const server = describeServer(address);
  if (isReadOnly)
    throw new ConfigurationError(`DATABASE_URL: ${server} is read-only: name the primary server`);
  if (!hasTables)
    throw new ConfigurationError(`DATABASE_URL: ${server} lacks our tables: run \`npm run db:migrate\``);
  if (closed.length > 0) {
    const tables = closed.join(", ");
    throw new ConfigurationError(
      `DATABASE_URL: its user may not read and write ${tables} at ${server}: grant SELECT, INSERT, UPDATE and DELETE`,
    );
  }
}

/**
 * Runs `work` with a connection, and then closes it.
 * @param longestQueryMs Time limit for one statement; 0 for none.
 * @throws {ConfigurationError} saying why the server cannot be used.
 */
export async function withServer<T>(
  address: string,
  work: (client: Client) => Promise<T>,
  longestQueryMs = QUERY_MS,
): Promise<T> {
  let client: Client | undefined;
  try {
    client = new Client({
      connectionString: address,
      connectionTimeoutMillis: CONNECT_MS,
      query_timeout: longestQueryMs,
    });
    // Without a listener, a connection that the server closes would end the process.
    client.on("error", () => {});
    await client.connect();
    return await work(client);
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    const reason = explainDatabaseFailure(error);
    throw new ConfigurationError(
      `DATABASE_URL: ${describeServer(address)}: ${reason}; for example ${EXAMPLE}`,
    );
  } finally {
    await client?.end().catch(() => {});
  }
}
