import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { readArguments } from "../lib/platform/command";
import { freePort } from "../tests/support/processes";
import { close, step } from "./support/steps";

// Both commands of the README on every Node.js that this project supports, each in a cold clone whose path has a space
// and a letter outside ASCII. The programs come from the registry. Uncommitted changes are left out.
const VERSIONS = ["20.19", "22", "24"];

const { values } = readArguments(
  `Usage: npm run qa -- nodes [--only=<version>] [--short]

Runs \`npm run demo\` and \`npm test\` in a cold clone with Node.js ${VERSIONS.join(", ")}.
  --only   One of these versions
  --short  The unit tests alone, instead of all of \`npm test\``,
  { only: { type: "string" }, short: { type: "boolean", default: false } },
);
const execute = promisify(execFile);
const folder = await mkdtemp(join(tmpdir(), "nodes "));

try {
  for (const version of VERSIONS.filter((each) => values.only === undefined || values.only === each)) {
    await tryOut(version);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
close();

async function tryOut(version: string): Promise<void> {
  const clone = join(folder, `öffne ${version}`);
  let env: NodeJS.ProcessEnv = process.env;
  await step(`Node.js ${version}: get it, and clone`, async () => {
    env = await environmentWith(version);
    await execute("git", ["clone", "--quiet", process.cwd(), clone]);
    const { stdout } = await execute("node", ["--version"], { env });
    return stdout.trim();
  });
  await step(`Node.js ${version}: npm run demo`, () => runDemo(clone, env));
  const args = values.short ? ["--", "--project=unit"] : [];
  await step(`Node.js ${version}: npm test`, async () => {
    const { stdout } = await execute("npm", ["test", ...args], { cwd: clone, env, maxBuffer: 100_000_000 });
    return stdout.trimEnd().split("\n").at(-1);
  });
}

/** The environment of a shell in which `node` is this version. */
async function environmentWith(version: string): Promise<NodeJS.ProcessEnv> {
  const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  const prefix = join(folder, `node-${version}`);
  await execute("npm", ["install", "--silent", "--no-audit", "--prefix", prefix, `${name}@${version}`]);
  const programs = join(prefix, "node_modules", name, "bin");
  if (!existsSync(programs)) throw new Error(`The package ${name} has no folder bin.`);
  return { ...process.env, PATH: `${programs}${delimiter}${process.env.PATH}` };
}

/** Starts the demonstration, waits until it is ready, and ends it as Ctrl-C does. */
async function runDemo(clone: string, env: NodeJS.ProcessEnv): Promise<void> {
  const [PORT, SANDBOX_US_PORT, SANDBOX_EU_PORT] = [await freePort(), await freePort(), await freePort()].map(
    String,
  );
  const demo = spawn("npm", ["run", "demo"], {
    cwd: clone,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...env, PORT, SANDBOX_US_PORT, SANDBOX_EU_PORT },
  });
  const printed: string[] = [];
  const ready = new Promise<void>((resolve) => {
    for (const stream of [demo.stdout, demo.stderr]) {
      stream.on("data", (chunk) => {
        printed.push(String(chunk));
        if (printed.join("").includes("Ready.  App")) resolve();
      });
    }
  });
  const ended = once(demo, "exit");
  const isReady = await Promise.race([ready.then(() => true), ended.then(() => false)]);
  if (!isReady) throw new Error(printed.join(""));
  // Its whole process group, as a terminal does.
  if (demo.pid) process.kill(-demo.pid, "SIGINT");
  await ended;
}
