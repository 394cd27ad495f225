import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cpSync } from "node:fs";
import { availableParallelism } from "node:os";
import { liftLimits } from "../../tests/support/lifted-limits";
import { createDatabase } from "../../tests/support/postgres";
import { providePostgres } from "../../tests/support/postgres-server";
import { coreSeconds, freePort, type RunningProcess, startProcess } from "../../tests/support/processes";

const NEXT = "node_modules/.bin/next";
const BARE = ".data/bare-action";

/** Everything a measurement needs: the app, a database, a stand-in for PostHog, and a bare action. */
export interface Stage {
  /** The app's processes, one for each core, as it is deployed. The first one's address is the public one. */
  readonly appUrls: readonly string[];
  readonly bareUrl: string;
  readonly upstreamUrl: string;
  readonly databaseUrl: string;
  readonly secret: string;
  /** Seconds of a core's time that the app's first process, and the bare action, have used so far. */
  appTime(): number;
  bareTime(): number;
  /** Resident memory of the app's first process, in megabytes. */
  appMemory(): number;
  setDelay(milliseconds: number): Promise<void>;
  refreshes(): Promise<number>;
  stop(): Promise<void>;
}

export async function setStage(): Promise<Stage> {
  const postgres = await providePostgres();
  const database = await createDatabase(postgres.url);
  await liftLimits(database);
  const [barePort, upstreamPort] = [await freePort(), await freePort()];
  const appPorts = await Promise.all(Array.from({ length: availableParallelism() }, freePort));
  const [appUrl = "", ...otherUrls] = appPorts.map((port) => `http://localhost:${port}`);
  const bareUrl = `http://localhost:${barePort}`;
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
    ["--import", "tsx", "qa/support/bench-upstream.ts"],
    { PORT: String(upstreamPort) },
    `${upstreamUrl}/refreshes`,
  );
  const startApp = (url: string) =>
    startProcess(NEXT, ["start", "--port", new URL(url).port], {}, `${url}/icon.svg`);
  const app = await startApp(appUrl);
  const others = await Promise.all(otherUrls.map(startApp));
  const bare = await startProcess(NEXT, ["start", BARE, "--port", String(barePort)], {}, bareUrl);
  return {
    appUrls: [appUrl, ...otherUrls],
    bareUrl,
    upstreamUrl,
    databaseUrl: database.url,
    secret: env.AUTH_SECRET,
    appTime: () => coreSeconds(app),
    bareTime: () => coreSeconds(bare),
    appMemory: () => readMemory(app),
    async setDelay(milliseconds) {
      await fetch(`${upstreamUrl}/delay`, { method: "PUT", body: String(milliseconds) });
    },
    async refreshes() {
      const answer: { refreshes: number } = await (await fetch(`${upstreamUrl}/refreshes`)).json();
      return answer.refreshes;
    },
    async stop() {
      for (const running of [app, ...others, bare, upstream]) await running.stop();
      await database.stop();
      await postgres.stop();
    },
  };
}

// Next wants to write beside what it builds.
function buildBareAction(): void {
  cpSync("qa/bare-action", BARE, { recursive: true });
  execFileSync(NEXT, ["build", BARE], { stdio: ["ignore", "ignore", "inherit"] });
}

const readMemory = ({ pid }: RunningProcess): number =>
  Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) / 1024;
