// Prepares a checkout so that everything else can run: dependencies, generated database client, development secrets.
// Plain Node without imports from node_modules, because a fresh clone has none. Safe to repeat; does nothing if nothing
// changed.
import { execFileSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import {
  accessSync,
  appendFileSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

const STAMP = "node_modules/.prepared.json";
const SECRETS = ".env.local";
const CLIENT = "lib/platform/generated/prisma/client.ts";
const ACTION_KEY = "NEXT_SERVER_ACTIONS_ENCRYPTION_KEY";

const USAGE = `Usage: npm run setup

Installs the dependencies, generates the database client and makes development secrets in ${SECRETS}. The other
commands run it first; it does nothing when nothing changed.`;

/** @param {string} sentence */
function stop(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

/** @param {string | Buffer} content */
const fingerprint = (content) => createHash("sha256").update(content).digest("hex");

/** The lock file without the project's own name, which `npm run rebrand` changes and no package depends on. */
function lockedPackages() {
  const { name: _name, packages: { "": _project, ...packages } = {} } = JSON.parse(
    readFileSync("package-lock.json", "utf8"),
  );
  return JSON.stringify(packages);
}

/** @param {string} command @param {string[]} args @param {Record<string, string>} [extra] */
function run(command, args, extra = {}) {
  execFileSync(command, args, {
    // The error output is shown only on failure, as part of the error.
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, ...extra },
    shell: process.platform === "win32",
  });
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    stop(`This needs Node.js 20.19 or newer; you have ${process.versions.node}.`);
  }
}

function readStamp() {
  try {
    return JSON.parse(readFileSync(STAMP, "utf8"));
  } catch {
    return {};
  }
}

/**
 * Why the dependencies have to be installed; undefined if they are up to date.
 * @param {Record<string, string | undefined>} done @param {Record<string, string | undefined>} wanted
 */
function reasonToInstall(done, wanted) {
  if (!done.packages) return "";
  if (done.packages !== wanted.packages) return ": package-lock.json has changed";
  return done.node === wanted.node
    ? undefined
    : `: Node.js was ${done.node ?? "another version"} and is ${wanted.node}`;
}

/** npm arguments for a cache in this folder, if npm's own is not writable, as for a user without a home directory. */
function ownCache() {
  try {
    const cache = process.env.npm_config_cache ?? join(homedir(), ".npm");
    mkdirSync(cache, { recursive: true });
    accessSync(cache, constants.W_OK);
    return [];
  } catch {
    return ["--cache=.data/npm"];
  }
}

function install() {
  const wanted = {
    packages: fingerprint(lockedPackages()),
    node: process.version.split(".")[0],
    schema: fingerprint(readFileSync("prisma/schema.prisma")),
  };
  const done = readStamp();
  const reason = reasonToInstall(done, wanted);
  if (reason !== undefined) {
    process.stdout.write(`Installing dependencies${reason}…\n`);
    // Without --include=dev, a platform that sets NODE_ENV=production would not install the build tools.
    run("npm", ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error", ...ownCache()]);
    done.schema = undefined;
  }
  if (done.schema !== wanted.schema || !existsSync(CLIENT)) {
    // The generator never starts the schema engine, but downloads one unless this variable names any program.
    run("node_modules/.bin/prisma", ["generate"], { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath });
  }
  writeFileSync(STAMP, JSON.stringify(wanted));
}

function makeSecrets() {
  // A deployment sets its own.
  if (process.env.AUTH_SECRET && process.env.ENCRYPTION_KEYS) return;
  const secret = () => randomBytes(32).toString("base64url");
  if (!existsSync(SECRETS)) {
    const lines = [
      "# Made for development on this machine. Ignored by git; .env.example explains every variable.",
      `AUTH_SECRET=${secret()}`,
      `ENCRYPTION_KEYS=dev1:${secret()}`,
    ];
    writeFileSync(SECRETS, lines.join("\n"), { mode: 0o600 });
  }
  // Added separately: an older checkout has the file without this key.
  const isKnown = process.env[ACTION_KEY] || readFileSync(SECRETS, "utf8").includes(`${ACTION_KEY}=`);
  if (isKnown) return;
  appendFileSync(SECRETS, `\n${ACTION_KEY}=${randomBytes(32).toString("base64")}\n`);
}

const [argument] = process.argv.slice(2);
if (argument === "--help" || argument === "-h") {
  process.stdout.write(`${USAGE}\n`);
  process.exit(0);
}
// Linting and type checks need installed packages, but not up-to-date ones.
if (argument === "--if-missing" && existsSync("node_modules/.bin") && existsSync(CLIENT)) process.exit(0);
if (argument !== undefined && argument !== "--if-missing" && argument !== "--no-secrets") {
  process.stderr.write(`Unexpected argument '${argument}'.\n\n${USAGE}\n`);
  process.exit(2);
}
checkNode();
try {
  install();
  // A build needs no secrets, and development secrets made on a server would look like the deployment's own.
  const isBuild = process.env.npm_lifecycle_event === "build" || process.argv.includes("--no-secrets");
  if (!isBuild) makeSecrets();
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  if (reason.includes("ENOSPC")) stop("The disk is full: free some space and run this again.");
  stop(`Setup failed. ${reason}`);
}
