import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { prepareMinting } from "./support/bench-client";
import { type Call, load } from "./support/bench-load";

// Measures the sandbox and compares each figure with its target. Exits with 1 if one is missed. Needs an idle machine.
const PORTS = { SANDBOX_US_PORT: "8011", SANDBOX_EU_PORT: "8021" };
const ORIGIN = `http://127.0.0.1:${PORTS.SANDBOX_US_PORT}`;
const CONNECTIONS = 16;
const CALLS = 100_000;

async function start(): Promise<{ sandbox: ChildProcess; milliseconds: number }> {
  const started = performance.now();
  const env = { ...process.env, ...PORTS, SANDBOX_DATA: "" };
  const sandbox = spawn(process.execPath, ["sandbox/start.mjs"], {
    env,
    stdio: ["ignore", "ignore", "inherit"],
  });
  while (!(await fetch(`${ORIGIN}/_sandbox/health`).catch(() => undefined))?.ok) {
    if (sandbox.exitCode !== null) throw new Error("The sandbox did not start.");
    await sleep(5);
  }
  return { sandbox, milliseconds: performance.now() - started };
}

async function stop(sandbox: ChildProcess): Promise<void> {
  sandbox.kill();
  await once(sandbox, "exit");
}

/** Resident memory in megabytes, after a pause for garbage collection. */
async function measureMemory({ pid }: ChildProcess): Promise<number> {
  await sleep(3000);
  return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) / 1024;
}

/** Sends half of the calls, on all connections at once. Returns the calls answered per second. */
async function mintHalf(call: Call): Promise<number> {
  const began = performance.now();
  await load([call], { connections: CONNECTIONS, count: CALLS / 2 });
  return (CALLS / 2 / (performance.now() - began)) * 1000;
}

const starts: number[] = [];
for (let n = 0; n < 5; n += 1) {
  const { sandbox, milliseconds } = await start();
  starts.push(milliseconds);
  await stop(sandbox);
}
const { sandbox } = await start();
const idle = await measureMemory(sandbox);
const mint = await prepareMinting(ORIGIN);
const perSecond = await mintHalf(mint);
const halfway = await measureMemory(sandbox);
await mintHalf(mint);
const growth = (await measureMemory(sandbox)) - halfway;
await stop(sandbox);

const figures = [
  {
    figure: "start to healthy, median of 5 (ms)",
    value: median(starts),
    target: "< 1000",
    ok: median(starts) < 1000,
  },
  { figure: "idle memory (MB)", value: idle, target: "< 150", ok: idle < 150 },
  {
    figure: `deep links per second, ${CONNECTIONS} connections`,
    value: perSecond,
    target: ">= 1000",
    ok: perSecond >= 1000,
  },
  { figure: "growth over the second 50,000 calls (MB)", value: growth, target: "< 20", ok: growth < 20 },
];
console.table(figures.map((figure) => ({ ...figure, value: Math.round(figure.value) })));
process.exitCode = figures.every(({ ok }) => ok) ? 0 : 1;

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
