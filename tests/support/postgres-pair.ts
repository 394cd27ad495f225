import { setTimeout as sleep } from "node:timers/promises";
import { withClient } from "./postgres";
import { type Postgres, startPostgres } from "./postgres-server";

/** A primary and a standby that has everything the primary has confirmed. */
export interface PostgresPair {
  readonly primary: Postgres;
  readonly ports: readonly [number, number];
  /** Ends the primary as a power cut would, and promotes the standby. */
  failOver(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts two servers of our own, the second of which replicates the first. */
export async function startPair(): Promise<PostgresPair> {
  const primary = await startPostgres();
  const { hostname, port, username } = new URL(primary.url);
  const standby = await startPostgres({
    program: "pg_basebackup",
    args: (data) => ["-D", data, "-h", hostname, "-p", port, "-U", username, "-R", "-X", "stream"],
  });
  await withClient(primary.url, async (client) => {
    await client.query("ALTER SYSTEM SET synchronous_standby_names = '*'");
    await client.query("SELECT pg_reload_conf()");
    // Until the standby is synchronous, each commit waits for it.
    const sql = `SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'`;
    while ((await client.query(sql)).rows.length === 0) await sleep(50);
  });
  return {
    primary,
    ports: [Number(port), Number(new URL(standby.url).port)],
    async failOver() {
      await primary.kill();
      await withClient(standby.url, (client) => client.query("SELECT pg_promote()"));
    },
    async stop() {
      await standby.stop();
      await primary.stop();
    },
  };
}
