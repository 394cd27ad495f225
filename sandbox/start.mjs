import { rmSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { bundle } from "./bundle.mjs";

const [argument] = process.argv.slice(2);
if (argument !== undefined) {
  const isHelp = argument === "--help" || argument === "-h";
  const usage =
    "Usage: npm run sandbox\n\nRuns a local PostHog with two regions. Its README lists the variables that configure it.\n";
  if (isHelp) process.stdout.write(usage);
  else process.stderr.write(`Unexpected argument '${argument}'.\n\n${usage}`);
  process.exit(isHelp ? 0 : 2);
}

// Starts the sandbox from its sources. The process id is part of the name, so that sandboxes that start at the same
// time do not share a file.
const folder = fileURLToPath(new URL("../node_modules/.cache", import.meta.url));
const name = `sandbox-${process.pid}`;

await bundle({ [name]: "main.ts" }, { folder, isMovable: false });
process.setSourceMapsEnabled(true);
process.once("exit", () => rmSync(`${folder}/${name}.mjs`, { force: true }));
await import(pathToFileURL(`${folder}/${name}.mjs`).href);
