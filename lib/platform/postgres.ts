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
  // After a failover, connections to the former primary may go on working: none lives for long.
  maxLifetimeSeconds: 600,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
} as const satisfies PoolConfig;

const STATEMENT_TIMEOUT_MS = 5_000;

/** Begins a statement that may be sent twice: carried out once more, it changes nothing. */
export const REPEATABLE = "/* repeatable */";

/** A restart of the server takes about so long; a server that stays away is reported after it. */
const RESTART_MS = 750;
const PAUSE_MS = 50;

/** SQLSTATE of a statement that was refused, and so not carried out, because the server is a standby. */
const READ_ONLY = "25006";

/**
 * Classes of SQLSTATE that are about the server and not about the statement: connection, authorization, database,
 * rollback, resources, state, intervention (restart, timeout), system.
 */
const SERVER_FAILED = /^(08|25006|28|3D|40|53|55|57|58)/;

/** And of these, what ended the connection. A statement that ran out of time (57014) would only do so again. */
const CUT_OFF = /^(08|57P)/;

/**
 * Connections to PostgreSQL, with limits. A connection on which a statement failed is closed.
 * @throws {AppError} each of its statements: `database_away` when the server did not carry it out, or did not say so.
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

/** PgBouncer refuses connections that set a timeout for statements: there, ours is the only one. */
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
 * Sends a statement again, and waits a moment for a server that restarts. Not on a connection from the pool: the
 * others are probably dead, too, or lead to the same standby.
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

/** Whether to send a statement again: it was not carried out, or carrying it out twice changes nothing. */
function mayRepeat({ text }: QueryConfig, error: unknown): boolean {
  if (isRestarting(error)) return true;
  if (!(error instanceof DatabaseError)) return isRepeatable(text);
  const { code = "" } = error;
  return code === READ_ONLY || (CUT_OFF.test(code) && isRepeatable(text));
}

/** Nothing was sent, or the server has said that it ended the statement because it stops or starts. */
function isRestarting(error: unknown): boolean {
  if (!(error instanceof Error && "code" in error)) return false;
  // A server that stops resets those whom it has not accepted yet.
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
    // Not awaited: a server that is silent does not say goodbye either.
    client.end().catch(() => {});
  }
}

const reasonOf = (error: unknown): string =>
  error instanceof Error ? ("code" in error && String(error.code)) || error.message : "unknown";
