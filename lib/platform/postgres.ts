import { setTimeout as sleep } from "node:timers/promises";
import { Client, DatabaseError, Pool, type PoolConfig, type QueryConfig, type QueryResult } from "pg";
import { log } from "./log";
import { refuse } from "./messages";
import { createPreparing } from "./prepared";

/** `pg` waits forever unless told otherwise. */
const LIMITS = {
  connectionTimeoutMillis: 3_000,
  // A little longer than the server's own limit, which leaves the connection usable.
  query_timeout: 5_500,
  idleTimeoutMillis: 30_000,
  // After a failover, connections to the old primary may still work, so no connection lives for long.
  maxLifetimeSeconds: 600,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
} as const satisfies PoolConfig;

const STATEMENT_TIMEOUT_MS = 5_000;

/** Prefix of a statement that may be sent twice: running it again changes nothing. */
export const REPEATABLE = "/* repeatable */";

/** About how long a restart of the server takes. A server that stays away longer is reported. */
const RESTART_MS = 750;
const PAUSE_MS = 50;

/** SQLSTATE of a statement that was refused, and so did not run, because the server is a standby. */
const READ_ONLY = "25006";

/**
 * SQLSTATE classes that concern the server and not the statement: connection, authorization, database,
 * rollback, resources, state, intervention (restart, timeout), system.
 */
const SERVER_FAILED = /^(08|25006|28|3D|40|53|55|57|58)/;

/** Of these, the ones that ended the connection. A statement that timed out (57014) would only time out again. */
const CUT_OFF = /^(08|57P)/;

/**
 * Opens a pool of connections to PostgreSQL, with limits. A connection on which a statement failed is closed.
 * @throws {AppError} `database_away`, from each statement that the server did not carry out or did not confirm.
 */
export async function openPool(connectionString: string): Promise<Pool> {
  const options = await chooseOptions(connectionString);
  const pool = new Pool(options);
  const { prepare, wasRefused } = createPreparing(options.statement_timeout !== undefined);
  // Without a listener, a connection that the server closes would end the process.
  pool.on("error", () => log().warn("an idle database connection was closed"));
  const query = (statement: string | QueryConfig, values?: unknown[]) =>
    carryOut(pool, typeof statement === "string" ? prepare(statement, values) : statement, wasRefused);
  // Prisma's adapter takes a `Pool` and sends its statements with `query`, as we do.
  return new Proxy(pool, {
    get: (target, name) => (name === "query" ? query : Reflect.get(target, name)),
  });
}

/** PgBouncer refuses connections that set a statement timeout: there, only the client's own timeout applies. */
async function chooseOptions(connectionString: string): Promise<PoolConfig> {
  const options = { ...LIMITS, connectionString };
  const strict = { ...options, statement_timeout: STATEMENT_TIMEOUT_MS };
  const isRefused = await withClient(strict, async () => false).catch(
    (error) => error instanceof DatabaseError && /unsupported startup parameter/.test(error.message),
  );
  return isRefused ? options : strict;
}

async function carryOut(
  pool: Pool,
  statement: QueryConfig,
  wasRefused: (error: unknown) => boolean,
): Promise<QueryResult> {
  try {
    return await pool.query(statement).catch((error) => {
      if (!wasRefused(error) && !mayRepeat(statement, error)) throw error;
      return repeat(pool.options, { ...statement, name: undefined });
    });
  } catch (error) {
    if (error instanceof DatabaseError && !SERVER_FAILED.test(error.code ?? "")) throw error;
    log().warn({ reason: reasonOf(error) }, "the database did not carry out a statement");
    throw refuse("database_away");
  }
}

/**
 * Sends a statement again, and waits a moment for a server that restarts. Opens a new connection: those in the pool are
 * probably dead too, or lead to the same standby.
 */
async function repeat(options: PoolConfig, statement: QueryConfig): Promise<QueryResult> {
  const end = Date.now() + RESTART_MS;
  for (;;) {
    try {
      return await withClient(options, (client) => client.query(statement));
    } catch (error) {
      if (!mayRepeat(statement, error) || Date.now() > end) throw error;
      await sleep(PAUSE_MS);
    }
  }
}

/** Whether to send a statement again: it did not run, or running it twice changes nothing. */
function mayRepeat({ text }: QueryConfig, error: unknown): boolean {
  if (isRestarting(error)) return true;
  if (!(error instanceof DatabaseError)) return isRepeatable(text);
  const { code = "" } = error;
  return code === READ_ONLY || (CUT_OFF.test(code) && isRepeatable(text));
}

/** Whether nothing was sent, or the server ended the statement because it is stopping or starting. */
function isRestarting(error: unknown): boolean {
  if (!(error instanceof Error && "code" in error)) return false;
  // A stopping server resets connections that it has not accepted yet.
  if ("syscall" in error && error.syscall === "connect" && error.code === "ECONNRESET") return true;
  return /^(ECONNREFUSED|57P0[123])$/.test(String(error.code));
}

const isRepeatable = (text: string): boolean => text.startsWith(REPEATABLE) || /^\s*SELECT\b/i.test(text);

async function withClient<T>(options: PoolConfig, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(options);
  client.on("error", () => {});
  try {
    await client.connect();
    return await work(client);
  } finally {
    // Not awaited: a server that is silent does not confirm the end either.
    client.end().catch(() => {});
  }
}

const reasonOf = (error: unknown): string =>
  error instanceof Error ? ("code" in error && String(error.code)) || error.message : "unknown";
