import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { installPackage, unprivileged } from "./debian";

const START_MS = 30_000;

export interface LocalServer {
  readonly port: number;
  stop(): Promise<void>;
}

/** Finds a program or, as root on Debian, installs the package of the same name. Undefined if neither works. */
export function provideProgram(name: string): string | undefined {
  if (!findProgram(name)) {
    try {
      installPackage(name);
    } catch {
      return undefined;
    }
  }
  return findProgram(name);
}

function findProgram(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin"];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

interface ServerOptions {
  readonly program: string;
  readonly user: string;
  readonly port: number;
  /** The folder for its files; a temporary one if absent. */
  readonly folder?: string;
  /** The signal that ends it at once, with the processes that it has started. */
  readonly signal?: NodeJS.Signals;
  /** Its configuration files for this folder, by name. */
  readonly files: (folder: string) => Readonly<Record<string, string>>;
  readonly args: (folder: string) => string[];
}

/** Starts a server in a temporary folder, without root's rights, and waits until it accepts connections. */
export async function startLocalServer({
  program,
  user,
  port,
  folder = mkdtempSync(join(tmpdir(), "server-")),
  signal = "SIGKILL",
  files,
  args,
}: ServerOptions): Promise<LocalServer> {
  for (const [name, text] of Object.entries(files(folder))) writeFileSync(join(folder, name), text);
  const [command = program, ...rest] = [...unprivileged(user, folder), program, ...args(folder)];
  const output: Buffer[] = [];
  const server = spawn(command, rest, { stdio: ["ignore", "pipe", "pipe"] });
  for (const stream of [server.stdout, server.stderr])
    stream.on("data", (chunk: Buffer) => output.push(chunk));
  const endNow = () => server.kill(signal);
  process.once("exit", endNow);
  const giveUpAt = Date.now() + START_MS;
  while (!(await accepts(port))) {
    if (server.exitCode !== null || Date.now() > giveUpAt) {
      endNow();
      throw new Error(`${program} did not start:\n${Buffer.concat(output)}`);
    }
    await sleep(20);
  }
  return {
    port,
    async stop() {
      process.off("exit", endNow);
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill(signal);
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Reads a configuration from our guides and makes the changes that every deployment needs. */
export function adapt(file: string, changes: readonly (readonly [RegExp, string])[]): string {
  return changes.reduce(
    (text, [pattern, replacement]) => {
      if (!pattern.test(text)) throw new Error(`${file} has nothing like ${pattern}.`);
      return text.replace(pattern, replacement);
    },
    readFileSync(file, "utf8"),
  );
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
