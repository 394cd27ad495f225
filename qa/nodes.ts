import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { readArguments } from "../lib/platform/command";
import { unprivileged } from "../tests/support/debian";
import { runDemo } from "./support/run-demo";
import { close, step } from "./support/steps";

// Runs both commands of the README on every Node.js version that this project supports, each in a cold clone whose path
// has a space and a non-ASCII letter. Then runs the demonstration in a minimal environment: no Git, another project's
// lock file above, no home directory. Node.js comes from the npm registry. Uncommitted changes are ignored.
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
  await step("a zip, for a user without a home directory: npm run demo", demonstrateZip);
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
    const options = { cwd: clone, env, maxBuffer: 100_000_000 };
    const { stdout } = await execute("npm", ["test", ...args], options).catch((error) => {
      throw new Error(`${error.stdout}\n${error.message}`);
    });
    return stdout.trimEnd().split("\n").at(-1);
  });
}

/** Runs the demonstration from a zip. When started as root, runs it as a user who can write only to that folder. */
async function demonstrateZip(): Promise<void> {
  const parent = join(folder, "äußerer ordner");
  const unzipped = join(parent, "open-in-posthog");
  await mkdir(unzipped, { recursive: true });
  await writeFile(
    join(parent, "package-lock.json"),
    '{ "name": "other", "lockfileVersion": 3, "packages": {} }',
  );
  await execute("sh", ["-c", 'git archive HEAD | tar --extract --directory "$0"', unzipped]);
  const { HOME: _home, npm_config_cache: _cache, ...env } = process.env;
  const before = unprivileged("nobody", unzipped);
  if (before.length > 0) {
    await chmod(folder, 0o755);
    await execute("chown", ["-R", "nobody", parent]);
  }
  await runDemo(unzipped, { ...env, HOME: "/nonexistent" }, before);
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
