import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cpSync, existsSync } from "node:fs";
import { createDatabase } from "../../tests/support/postgres";
import { freePort, type RunningProcess, startProcess } from "../../tests/support/processes";
import { providePostgres } from "./postgres";

const NEXT = "node_modules/.bin/next";
const BARE = ".data/bare-action";
const TASKSET = "/usr/bin/taskset";

/** Everything a measurement needs: the app on one core, a database, a stand-in for PostHog, and a bare action. */
export interface Stage {
  readonly appUrl: string;
  readonly bareUrl: string;
  readonly upstreamUrl: string;
  readonly databaseUrl: string;
  readonly secret: string;
  /** Keeps the app and the bare action on one core from now on, where the system can. */
  pinToOneCore(): void;
  /** Resident memory of the app, in megabytes. */
  appMemory(): number;
  setDelay(milliseconds: number): Promise<void>;
  refreshes(): Promise<number>;
  stop(): Promise<void>;
}

export async function setStage(): Promise<Stage> {
  const postgres = await providePostgres();
  const database = await createDatabase(postgres.url);
  const [appPort, barePort, upstreamPort] = [await freePort(), await freePort(), await freePort()];
  const [appUrl, bareUrl] = [`http://localhost:${appPort}`, `http://localhost:${barePort}`];
  const upstreamUrl = `http://127.0.0.1:${upstreamPort}`;
  const secret = () => randomBytes(32).toString("base64url");
  const env = {
    NODE_ENV: "production",
    APP_URL: appUrl,
    DATABASE_URL: database.url,
    AUTH_SECRET: secret(),
    ENCRYPTION_KEYS: `bench:${secret()}`,
    POSTHOG_US_URL: upstreamUrl,
    POSTHOG_EU_URL: upstreamUrl,
    ALLOW_SANDBOX: "1",
    LOG_LEVEL: "warn",
  };
  // This process seals tokens as the app does.
  Object.assign(process.env, env);
  buildBareAction();
  const upstream = await startProcess(
    process.execPath,
    ["--import", "tsx", "scripts/support/bench-upstream.ts"],
    { PORT: String(upstreamPort) },
    `${upstreamUrl}/refreshes`,
  );
  const app = await startProcess(NEXT, ["start", "--port", String(appPort)], {}, `${appUrl}/icon.svg`);
  const bare = await startProcess(NEXT, ["start", BARE, "--port", String(barePort)], {}, bareUrl);
  return {
    appUrl,
    bareUrl,
    upstreamUrl,
    databaseUrl: database.url,
    secret: env.AUTH_SECRET,
    pinToOneCore() {
      for (const { pid } of [app, bare]) pin(pid);
    },
    appMemory: () => readMemory(app),
    async setDelay(milliseconds) {
      await fetch(`${upstreamUrl}/delay`, { method: "PUT", body: String(milliseconds) });
    },
    async refreshes() {
      const answer: { refreshes: number } = await (await fetch(`${upstreamUrl}/refreshes`)).json();
      return answer.refreshes;
    },
    async stop() {
      for (const running of [app, bare, upstream]) await running.stop();
      await database.stop();
      await postgres.stop();
    },
  };
}

// With all its threads, of which one runs our code.
function pin(pid: number): void {
  if (existsSync(TASKSET)) execFileSync(TASKSET, ["-acp", "0", String(pid)]);
}

// Next wants to write beside what it builds.
function buildBareAction(): void {
  cpSync("scripts/bare-action", BARE, { recursive: true });
  execFileSync(NEXT, ["build", BARE], { stdio: ["ignore", "ignore", "inherit"] });
}

const readMemory = ({ pid }: RunningProcess): number =>
  Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) / 1024;
