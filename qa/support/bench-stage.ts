import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cpSync } from "node:fs";
import { availableParallelism } from "node:os";
import { coreSeconds, familySeconds, parentOf } from "../../tests/support/core-seconds";
import { liftLimits } from "../../tests/support/lifted-limits";
import { createDatabase, sessionOf, type TestDatabase, withClient } from "../../tests/support/postgres";
import { providePostgres } from "../../tests/support/postgres-server";
import { freePort, type RunningProcess, startProcess } from "../../tests/support/processes";

const NEXT = "node_modules/.bin/next";
const BY_HAND = ".data/by-hand";

/** The processes of one app, one per core, as in a deployment. */
export interface RunningApp {
  /** The first URL is the public one. */
  readonly urls: readonly string[];
  /** The first process. */
  readonly pid: number;
  /** Processor time that all processes have used so far, in seconds. */
  coreSeconds(): number;
  /** Resident memory of the first process, in megabytes. */
  memory(): number;
}

/** Everything a measurement needs: both apps on one database, and a stand-in for PostHog. */
export interface Stage {
  readonly ours: RunningApp;
  /** The same click, written by hand. */
  readonly byHand: RunningApp;
  readonly upstreamUrl: string;
  readonly databaseUrl: string;
  readonly secret: string;
  /** Starts another process of our app, on a database of its own. */
  startOurs(): Promise<{ url: string; databaseUrl: string }>;
  /** Processor time that PostgreSQL has used so far, in seconds. */
  databaseSeconds(): number;
  setDelay(milliseconds: number): Promise<void>;
  refreshes(): Promise<number>;
  stop(): Promise<void>;
}

/** @param nodeOptions For both apps. */
export async function setStage(nodeOptions = ""): Promise<Stage> {
  const postgres = await providePostgres();
  const databases: TestDatabase[] = [];
  const addDatabase = async () => {
    const database = await createDatabase(postgres.url);
    databases.push(database);
    await withClient(database.url, (client) => liftLimits(sessionOf(client)));
    return database;
  };
  const database = await addDatabase();
  const postmaster = await withClient(database.url, async (client) => {
    const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
    return parentOf(rows[0] ?? { pid: 0 });
  });
  const [ourUrls, byHandUrls] = [await chooseUrls(), await chooseUrls()];
  const upstreamPort = await freePort();
  const upstreamUrl = `http://127.0.0.1:${upstreamPort}`;
  const secret = () => randomBytes(32).toString("base64url");
  const env = {
    NODE_ENV: "production",
    APP_URL: ourUrls[0] ?? "",
    DATABASE_URL: database.url,
    AUTH_SECRET: secret(),
    ENCRYPTION_KEYS: `bench:${secret()}`,
    POSTHOG_US_URL: upstreamUrl,
    POSTHOG_EU_URL: upstreamUrl,
    ALLOW_SANDBOX: "1",
    LOG_LEVEL: "warn",
  };
  // This process needs the app's configuration to seal tokens as the app does.
  Object.assign(process.env, env);
  buildByHand();
  const upstream = await startProcess(
    process.execPath,
    ["--import", "tsx", "qa/support/bench-upstream.ts"],
    { PORT: String(upstreamPort) },
    `${upstreamUrl}/refreshes`,
  );
  const processes: RunningProcess[] = [upstream];
  const start = async (
    urls: readonly string[],
    folder: string,
    readyPath: string,
    settings: Readonly<Record<string, string>> = {},
  ): Promise<RunningApp> => {
    const started = await Promise.all(
      urls.map((url) =>
        startProcess(
          NEXT,
          ["start", folder, "--port", new URL(url).port],
          { NEXTAUTH_URL: urls[0] ?? "", NODE_OPTIONS: nodeOptions, ...settings },
          url + readyPath,
        ),
      ),
    );
    processes.push(...started);
    const [{ pid } = { pid: 0 }] = started;
    return {
      urls,
      pid,
      coreSeconds: () => started.reduce((sum, each) => sum + coreSeconds(each), 0),
      memory: () => readMemory(pid),
    };
  };
  const ours = await start(ourUrls, ".", "/icon.svg");
  const byHand = await start(byHandUrls, BY_HAND, "/");
  return {
    ours,
    byHand,
    upstreamUrl,
    databaseUrl: database.url,
    secret: env.AUTH_SECRET,
    async startOurs() {
      const [database, urls] = [await addDatabase(), await chooseUrls(1)];
      await start(urls, ".", "/icon.svg", { DATABASE_URL: database.url });
      return { url: urls[0] ?? "", databaseUrl: database.url };
    },
    databaseSeconds: () => familySeconds(postmaster),
    async setDelay(milliseconds) {
      await fetch(`${upstreamUrl}/delay`, { method: "PUT", body: String(milliseconds) });
    },
    async refreshes() {
      const answer: { refreshes: number } = await (await fetch(`${upstreamUrl}/refreshes`)).json();
      return answer.refreshes;
    },
    async stop() {
      for (const running of processes.toReversed()) await running.stop();
      for (const each of databases) await each.stop();
      await postgres.stop();
    },
  };
}

const chooseUrls = async (count = availableParallelism()): Promise<string[]> => {
  const ports = await Promise.all(Array.from({ length: count }, freePort));
  // Not `localhost`: looking it up for each connection would spread out the calls of a rush.
  return ports.map((port) => `http://127.0.0.1:${port}`);
};

// Builds a copy, because Next writes into the folder that it builds.
function buildByHand(): void {
  cpSync("qa/by-hand", BY_HAND, { recursive: true });
  execFileSync(NEXT, ["build", BY_HAND], { stdio: ["ignore", "ignore", "inherit"] });
}

const readMemory = (pid: number): number =>
  Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) / 1024;
