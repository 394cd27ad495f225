import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { SqlSession } from "../../../lib/platform/migrations";
import { startApp } from "../../e2e/support/world";
import { makeDataDir } from "../../support/data-dir";
import { liftLimits } from "../../support/lifted-limits";
import { createDatabase, sessionOf, withClient, withEmbedded } from "../../support/postgres";
import type { DatabaseFront } from "../../support/postgres-front";
import { freePort, type RunningProcess } from "../../support/processes";
import { Sandbox } from "../../support/sandbox";
import { type Balancer, startBalancer } from "./balancer";

export type Profile = "documented" | "current";

interface DeploymentOptions {
  /** A server to create a database on; without it, the app uses its embedded one. */
  readonly postgresUrl?: string;
  /** Stands between the app and that database. */
  readonly front?: (databaseUrl: string) => Promise<DatabaseFront>;
  readonly processes?: number;
  readonly profile?: Profile;
  /** Starts a balancer over the processes' ports. */
  readonly balance?: (ports: readonly number[]) => Promise<Balancer>;
  readonly env?: Readonly<Record<string, string>>;
  /** Folders of builds. The processes run them in turn; a process that restarts runs the next one. */
  readonly builds?: readonly string[];
}

/** A process of the app that can be killed and restarted on the same port. */
interface AppProcess {
  /** Reaches this process directly, bypassing the balancer. */
  readonly port: number;
  kill(): Promise<void>;
  /** Asks it to exit, and waits until it has. */
  stop(): Promise<void>;
  restart(): Promise<void>;
  /**
   * Replaces it as a careful deployment does: it gets no new connections, finishes its work, and restarts with
   * another configuration.
   * @param settled Waits until no request sent there before is still on its way.
   */
  roll(changes: Readonly<Record<string, string>>, settled: () => Promise<unknown>): Promise<void>;
}

/** The app's production build in one process or several behind a balancer, with a database and a sandbox. */
export interface Deployment {
  readonly appUrl: string;
  readonly sandbox: Sandbox;
  readonly processes: readonly AppProcess[];
  /** The configuration of the app, for commands that work beside it. */
  readonly env: Readonly<Record<string, string>>;
  /** The output of all processes, including killed ones. */
  output(): string;
  /** Works on the database. An embedded one belongs to the app's process, which must be stopped first. */
  withDatabase<T>(work: (session: SqlSession) => Promise<T>): Promise<T>;
  /** Makes PostHog forget everything, including this app. */
  resetPostHog(): Promise<void>;
  stopApp(): Promise<void>;
  stop(): Promise<void>;
}

export async function startDeployment(options: DeploymentOptions = {}): Promise<Deployment> {
  const { postgresUrl, processes: count = 1, profile = "documented", balance = startBalancer } = options;
  const folder = await makeDataDir();
  const sandbox = await Sandbox.start(profile);
  const database = postgresUrl ? await createDatabase(postgresUrl) : undefined;
  const withDatabase = <T>(work: (session: SqlSession) => Promise<T>): Promise<T> =>
    database
      ? withClient(database.url, (client) => work(sessionOf(client)))
      : withEmbedded(join(folder, "database"), work);
  const front = database && (await options.front?.(database.url));
  const ports = await Promise.all(Array.from({ length: count }, freePort));
  const balancer = await balance(ports);
  const appUrl = `http://localhost:${balancer.port}`;
  const env = {
    APP_URL: appUrl,
    DATA_DIR: folder,
    DATABASE_URL: (front ?? database)?.url ?? "",
    AUTH_SECRET: randomBytes(32).toString("base64url"),
    ENCRYPTION_KEYS: `test:${randomBytes(32).toString("base64url")}`,
    POSTHOG_US_URL: sandbox.origins.us,
    POSTHOG_EU_URL: sandbox.origins.eu,
    ...options.env,
  };
  const clientId = `${appUrl}/.well-known/posthog-client.json`;
  const lift = () => liftRateLimits(sandbox, clientId);
  await lift();
  await withDatabase(liftLimits);
  const outputs: (() => string)[] = [];
  const { builds = ["."] } = options;
  const processes = await Promise.all(
    ports.map((port, turn) => startAppProcess(port, { env, builds, turn }, outputs, balancer)),
  );
  // Otherwise the first person to connect would wait for it.
  if (profile === "documented") await sandbox.register(clientId);
  const stopApp = async () => void (await Promise.all(processes.map((process) => process.kill())));
  return {
    appUrl,
    sandbox,
    processes,
    env,
    output: () => outputs.map((output) => output()).join(""),
    withDatabase,
    async resetPostHog() {
      await sandbox.control("POST", "reset", { body: { profile } });
      await lift();
    },
    stopApp,
    async stop() {
      await stopApp();
      await balancer.stop();
      await sandbox.stop();
      await front?.stop();
      await database?.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function startAppProcess(
  port: number,
  { env, builds, turn }: { env: Record<string, string>; builds: readonly string[]; turn: number },
  outputs: (() => string)[],
  balancer: Balancer,
): Promise<AppProcess> {
  let running: RunningProcess | undefined;
  let current = env;
  let next = turn;
  const restart = async () => {
    running = await startApp(port, current, builds[next % builds.length]);
    next += 1;
    outputs.push(running.output);
  };
  await restart();
  return {
    port,
    restart,
    kill: async () => running?.kill(),
    stop: async () => running?.stop(),
    async roll(changes, settled) {
      balancer.rest?.(port, true);
      await settled();
      await running?.stop();
      current = { ...current, ...changes };
      await restart();
      balancer.rest?.(port, false);
    },
  };
}

// Many people share one app and one address here, far more than PostHog allows a real partner per hour.
// The override also gives a public client deep links where PostHog reserves them for confidential ones.
async function liftRateLimits(sandbox: Sandbox, clientId: string): Promise<void> {
  const endpoints = [
    "account_requests",
    "token_exchanges",
    "token_refreshes",
    "resource_creates",
    "credential_rotations",
    "resource_removals",
    "deep_links",
  ];
  const rate_limits = Object.fromEntries(endpoints.map((endpoint) => [endpoint, -1]));
  await sandbox.control("PATCH", "settings", { body: { throttle: false } });
  await sandbox.control("PATCH", "clients", {
    body: { client_id: clientId, rate_limits, can_issue_deep_links: true },
  });
}
