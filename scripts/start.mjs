// `npm start`: the production server, on the address in HOSTNAME. Plain Node, because a deployment has no tsx.
import { existsSync } from "node:fs";
import { isIP } from "node:net";
import { parseArgs } from "node:util";

const USAGE = `Usage: npm start -- [<folder>] [--port=<number>] [--hostname=<address>] [--keepAliveTimeout=<milliseconds>]

Starts the production build that \`npm run build\` has made, here or in another folder. Without --port it listens on
PORT, or on 3000.`;

/** @param {number} code @param {string} text */
function end(code, text) {
  (code === 0 ? process.stdout : process.stderr).write(`${text}\n`);
  process.exit(code);
}

const args = process.argv.slice(2);
let folder = ".";
if (args.includes("--help") || args.includes("-h")) end(0, USAGE);
try {
  const text = /** @type {const} */ ({ type: "string" });
  const { positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { port: { ...text, short: "p" }, hostname: { ...text, short: "H" }, keepAliveTimeout: text },
  });
  if (positionals.length > 1) throw new Error(`One folder at most, not ${positionals.join(" and ")}`);
  folder = positionals[0] ?? folder;
} catch (error) {
  end(2, `${error instanceof Error ? error.message : error}\n\n${USAGE}`);
}
if (!existsSync("node_modules/next")) end(1, "Nothing is installed yet: run `npm run build` first.");
if (!existsSync(`${folder}/.next/BUILD_ID`)) end(1, "There is no build yet: run `npm run build` first.");

// Next reads these files only after it has chosen its port.
const { default: nextEnv } = await import("@next/env");
nextEnv.loadEnvConfig(process.cwd(), false, { info: () => {}, error: () => {} });
const { HOSTNAME = "", ALLOW_SANDBOX, PORT } = process.env;
const port = Number(PORT || 3000);
if (!Number.isInteger(port) || port < 1 || port > 65535) {
  end(
    1,
    "\nThe configuration is not usable:\n  PORT: must be a whole number, 1 to 65535, for example PORT=3000\n",
  );
}

// Shells and containers set HOSTNAME to the machine's name, which says nothing about where to listen. With a sandbox,
// which runs on this machine too, people may sign in with any e-mail address, so the app listens only on loopback.
const isAddress = isIP(HOSTNAME) !== 0 || HOSTNAME === "localhost";
const address = isAddress ? HOSTNAME : ALLOW_SANDBOX === "1" ? "127.0.0.1" : undefined;

process.argv.splice(2, 0, "start", ...(address ? ["--hostname", address] : []));
await import("next/dist/bin/next");
