// Brings a checkout to where everything else can run: dependencies, generated database client, development
// secrets. Plain Node without imports from node_modules, because on a fresh clone there are none. Safe to
// repeat; does nothing when nothing changed.
import { execFileSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";

const STAMP = "node_modules/.prepared.json";
const SECRETS = ".env.local";
const ACTION_KEY = "NEXT_SERVER_ACTIONS_ENCRYPTION_KEY";

/** @param {string} sentence */
function stop(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

/** @param {string[]} files */
function fingerprint(files) {
  const hash = createHash("sha256").update(process.version);
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest("hex");
}

/** @param {string} command @param {string[]} args @param {Record<string, string>} [extra] */
function run(command, args, extra = {}) {
  execFileSync(command, args, {
    // Shown only when it fails, as part of the error.
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

function install() {
  const wanted = {
    packages: fingerprint(["package-lock.json"]),
    schema: fingerprint(["prisma/schema.prisma"]),
  };
  const done = readStamp();
  if (done.packages !== wanted.packages) {
    process.stdout.write("Installing dependencies…\n");
    run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
    done.schema = undefined;
  }
  if (done.schema !== wanted.schema || !existsSync("lib/platform/generated/prisma/client.ts")) {
    // The generator downloads a schema engine that it never starts, unless it is shown some program instead.
    run("node_modules/.bin/prisma", ["generate"], { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath });
  }
  writeFileSync(STAMP, JSON.stringify(wanted));
}

function makeSecrets() {
  // A deployment brings its own.
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

checkNode();
try {
  install();
  // A build needs none, and one made on a server would look like its own.
  const isBuild = process.env.npm_lifecycle_event === "build" || process.argv.includes("--no-secrets");
  if (!isBuild) makeSecrets();
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  if (reason.includes("ENOSPC")) stop("The disk is full: free some space and run this again.");
  stop(`Setting up did not work. ${reason}`);
}
