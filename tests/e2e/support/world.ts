import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { makeDataDir } from "../../support/data-dir";
import { dumpDatabase, findLeaks, type Place, readBundles, recordedSecrets } from "../../support/leaks";
import { findMalformedCalls } from "../../support/malformed-calls";
import { createDatabase, sessionOf, withClient, withEmbedded } from "../../support/postgres";
import { providePostgres } from "../../support/postgres-server";
import { freePort, type RunningProcess, startProcess } from "../../support/processes";
import { Sandbox } from "../../support/sandbox";
import { partnerAccess } from "./operator";

export type Database = "PGlite" | "PostgreSQL";

/** The production build of the app beside a sandbox of its own, with a fresh database. */
export interface World {
  readonly appUrl: string;
  readonly sandbox: Sandbox;
  /** Pages that people were shown. */
  readonly pages: Place[];
  /** What the app has printed. */
  appOutput(): string;
  /** Stops everything, and checks that no secret was printed, stored or shown. */
  stop(): Promise<void>;
}

export type Profile = "documented" | "current";

/** More configuration for the app, which may depend on what is in its PostHog. */
export type MoreEnv = (sandbox: Sandbox) => Promise<Record<string, string>>;

export interface WorldOptions {
  readonly database?: Database;
  readonly profile?: Profile;
  readonly env?: MoreEnv;
  /** Whether the app's first user finds it registered at PostHog. */
  readonly registered?: boolean;
}

export async function startWorld({
  profile = "documented",
  database = "PGlite",
  env,
  registered = true,
}: WorldOptions = {}): Promise<World> {
  const dataDir = await makeDataDir();
  const sandbox = await Sandbox.start(profile);
  const server = database === "PostgreSQL" ? await startDatabase() : undefined;
  const port = await freePort();
  const appUrl = `http://localhost:${port}`;
  const app = await startApp(port, {
    APP_URL: appUrl,
    DATA_DIR: dataDir,
    DATABASE_URL: server?.url ?? "",
    ...posthogAt(sandbox),
    ...(await partnerAccess(sandbox)),
    ...(await env?.(sandbox)),
  });
  const clientId = `${appUrl}/.well-known/posthog-client.json`;
  await liftRateLimits(sandbox, clientId);
  if (registered && profile === "documented") await sandbox.register(clientId);
  const pages: Place[] = [];
  return {
    appUrl,
    sandbox,
    pages,
    appOutput: app.output,
    async stop() {
      await app.stop();
      expect(await findMalformedCalls(sandbox)).toEqual([]);
      const secrets = await recordedSecrets(sandbox);
      const stored = server
        ? await withClient(server.url, (client) => dumpDatabase(sessionOf(client)))
        : await withEmbedded(join(dataDir, "database"), dumpDatabase);
      const printed = { name: "the app's output", text: app.output() };
      expect(findLeaks([printed, ...stored, ...pages, ...readBundles()], secrets)).toEqual([]);
      await sandbox.stop();
      await server?.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** A PostgreSQL database of this world's own, with our tables in it. */
async function startDatabase(): Promise<{ url: string; stop(): Promise<void> }> {
  const server = await providePostgres();
  const database = await createDatabase(server.url);
  return {
    url: database.url,
    async stop() {
      await database.stop();
      await server.stop();
    },
  };
}

const posthogAt = ({ origins }: Sandbox) => ({
  POSTHOG_US_URL: origins.us,
  POSTHOG_EU_URL: origins.eu,
});

/** An app with a database of its own, beside the one of a world. */
export interface AnotherApp {
  readonly port: number;
  stop(): Promise<void>;
}

export async function startAnother(sandbox: Sandbox, env: Record<string, string>): Promise<AnotherApp> {
  const [port, dataDir] = [await freePort(), await makeDataDir()];
  const places = { DATA_DIR: dataDir, PORT: String(port), ...posthogAt(sandbox) };
  const app = await startApp(port, { ...places, ...env });
  return {
    port,
    async stop() {
      await app.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Starts the app. @param build The folder that was built: this one, or that of another version. */
export function startApp(port: number, env: Record<string, string>, build = "."): Promise<RunningProcess> {
  const secret = () => randomBytes(32).toString("base64url");
  return startProcess(
    process.execPath,
    // The server must not close a keep-alive connection just as it is used again.
    ["scripts/start.mjs", build, "--port", String(port), "--keepAliveTimeout", "60000"],
    {
      NODE_ENV: "production",
      ALLOW_SANDBOX: "1",
      AUTH_SECRET: secret(),
      ENCRYPTION_KEYS: `test:${secret()}`,
      DATABASE_URL: "",
      LOG_LEVEL: "trace",
      ...env,
    },
    `http://localhost:${port}/.well-known/posthog-client.json`,
  );
}

// One app serves all tests of a worker, with far more account requests than a real partner may make per hour.
async function liftRateLimits(sandbox: Sandbox, clientId: string): Promise<void> {
  const endpoints = ["account_requests", "token_exchanges", "resource_creates"];
  const rate_limits = Object.fromEntries(endpoints.map((endpoint) => [endpoint, -1]));
  for (const region of ["us", "eu"] as const) {
    await sandbox.control("PATCH", "clients", { region, body: { client_id: clientId, rate_limits } });
  }
}
