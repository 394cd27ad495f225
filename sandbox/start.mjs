import { rmSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { bundle } from "./bundle.mjs";

// Starts the sandbox from its sources. The process id is part of the name, so that sandboxes that start at the same
// time do not share a file.
const folder = fileURLToPath(new URL("../node_modules/.cache", import.meta.url));
const name = `sandbox-${process.pid}`;

await bundle({ [name]: "main.ts" }, { folder, isMovable: false });
process.setSourceMapsEnabled(true);
process.once("exit", () => rmSync(`${folder}/${name}.mjs`, { force: true }));
await import(pathToFileURL(`${folder}/${name}.mjs`).href);
