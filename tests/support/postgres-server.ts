import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { installPackage, unprivileged } from "./debian";
import { freePort } from "./processes";

const DEBIAN = "/usr/lib/postgresql";
const USER = "postgres";

export interface Postgres {
  /** Address of its maintenance database; each user of the server creates a database of its own. */
  readonly url: string;
  stop(): Promise<void>;
}

/** A server of our own, which may be restarted while in use. */
export interface OwnPostgres extends Postgres {
  restart(): Promise<void>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
}

/** The program that fills a new server's data directory. */
interface Filling {
  readonly program: string;
  readonly args: (data: string) => string[];
}

const EMPTY: Filling = {
  program: "initdb",
  args: (data) => ["-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
};

/** The PostgreSQL for the tests: the server that TEST_DATABASE_URL names, else one of our own. */
export async function providePostgres(): Promise<Postgres> {
  const named = process.env.TEST_DATABASE_URL;
  return named ? { url: named, stop: async () => {} } : startPostgres();
}

/** Starts a server in a temporary folder, from installed programs or, as root on Debian, from its package. */
export async function startPostgres(filling = EMPTY): Promise<OwnPostgres> {
  if (!findPrograms()) installPackage("postgresql");
  const folder = findPrograms();
  if (!folder) throw new Error("No PostgreSQL: install one, or name a server in TEST_DATABASE_URL.");
  return startServer(folder, filling);
}

function findPrograms(): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...versions.map((version) => join(DEBIAN, version, "bin")), programsOnPath()];
  return folders.find((folder) => folder && existsSync(join(folder, "initdb")));
}

function programsOnPath(): string | undefined {
  try {
    return execFileSync("pg_config", ["--bindir"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return undefined;
  }
}

async function startServer(programs: string, filling: Filling): Promise<OwnPostgres> {
  const folder = mkdtempSync(join(tmpdir(), "postgres-"));
  const data = join(folder, "data");
  // PostgreSQL refuses to run as root.
  const wrap = unprivileged(USER, folder);
  const run = (program: string, args: string[]): [string, string[]] => {
    const [command = "", ...rest] = [...wrap, join(programs, program), ...args];
    return [command, rest];
  };
  execFileSync(...run(filling.program, filling.args(data)), { stdio: "ignore" });
  const port = await freePort();
  // The data lives only as long as a test run: speed matters more than durability.
  const settings = [
    "fsync=off",
    "listen_addresses=127.0.0.1",
    "max_connections=200",
    `unix_socket_directories=${folder}`,
  ];
  const start = () =>
    spawn(
      ...run("postgres", ["-D", data, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])]),
      { stdio: "ignore" },
    );
  let server = start();
  const endNow = () => server.kill("SIGQUIT");
  process.once("exit", endNow);
  const url = `postgresql://${USER}@127.0.0.1:${port}/postgres`;
  const end = async (signal: "SIGINT" | "SIGQUIT") => {
    if (server.exitCode !== null) return;
    const ended = new Promise((resolve) => server.once("exit", resolve));
    server.kill(signal);
    await ended;
  };
  // SIGINT is PostgreSQL's fast shutdown: it does not wait for clients.
  const shutDown = () => end("SIGINT");
  await waitUntilUp(url, server);
  return {
    url,
    async restart() {
      await shutDown();
      server = start();
      await waitUntilUp(url, server);
    },
    kill: () => end("SIGQUIT"),
    async stop() {
      process.off("exit", endNow);
      await shutDown();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function waitUntilUp(url: string, server: ChildProcess): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (server.exitCode === null && Date.now() < deadline) {
    const client = new Client({ connectionString: url });
    const up = await client.connect().then(
      () => true,
      () => false,
    );
    await client.end().catch(() => {});
    if (up) return;
    await sleep(50);
  }
  throw new Error("PostgreSQL did not start.");
}
