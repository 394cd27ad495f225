import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";

const children: ChildProcess[] = [];
let ending = false;

/** Prints a sentence, and ends this command and everything it started. */
function stop(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  endAll();
  process.exit(1);
}

/** Starts a program that belongs to this command: when one program ends, or on Ctrl-C, all end. */
export function start(
  name: string,
  command: string,
  args: string[],
  extra: Record<string, string> = {},
): void {
  const child = spawn(command, args, {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...extra },
  });
  children.push(child);
  child.on("error", () => stop(`${name} could not be started.`));
  child.on("exit", (code) => {
    if (ending) return;
    endAll();
    process.exitCode = code ?? 1;
  });
}

function endAll(): void {
  ending = true;
  for (const child of children) child.kill("SIGTERM");
}

for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, endAll);

/** Runs a program and waits until it ends. Shows its output only if it fails. */
export async function run(name: string, command: string, args: string[], extra: Record<string, string> = {}) {
  const output: Buffer[] = [];
  const child = spawn(command, args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...extra },
  });
  children.push(child);
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => output.push(chunk));
  const code = await new Promise<number | null>((resolve) => child.on("exit", resolve));
  children.splice(children.indexOf(child), 1);
  if (code === 0) return;
  const text = Buffer.concat(output).toString();
  if (text.includes("ENOSPC")) stop("The disk is full: free some space and run this again.");
  stop(`${name} failed:\n${text}`);
}

/** Makes sure that a port is free before anything is started on it. */
export async function requireFreePort(port: number, variable: string): Promise<void> {
  const free = await new Promise<boolean>((resolve) => {
    const probe = createServer()
      .once("error", () => resolve(false))
      .listen(port, () => probe.close(() => resolve(true)));
  });
  if (!free)
    stop(`Port ${port} is in use. Stop the program that uses it, or choose another one with ${variable}.`);
}

/** Waits until an address answers with success. If everything ends instead, this command ends with it. */
export async function waitUntilUp(url: string, name: string, patienceMs = 60_000): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline && !ending) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5000) }).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  if (!ending) stop(`${name} did not answer at ${url}.`);
  const alive = children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
  await Promise.all(alive.map((child) => once(child, "exit")));
  process.exit();
}
