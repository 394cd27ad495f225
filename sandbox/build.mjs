import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundle } from "./bundle.mjs";

// Builds the package's contents: bundles that run without a compiler, and the types of its two exports.
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const folder = here("dist");

rmSync(folder, { recursive: true, force: true });
await bundle({ index: "index.ts", testkit: "testkit/index.ts" }, { folder, isMovable: true });
await bundle({ main: "main.ts" }, { folder, isMovable: true, banner: { js: "#!/usr/bin/env node" } });

const types = mkdtempSync(join(tmpdir(), "sandbox-types-"));
const flags = [
  "--noEmit",
  "false",
  "--emitDeclarationOnly",
  "--declaration",
  "--rootDir",
  here("."),
  "--outDir",
  types,
];
execFileSync(process.execPath, [here("../node_modules/typescript/bin/tsc"), "-p", here("."), ...flags]);
// The types of the two exports need no other declarations.
for (const name of ["index.d.ts", "server.d.ts", "client", "testkit"]) {
  cpSync(join(types, name), join(folder, "types", name), { recursive: true });
}
rmSync(types, { recursive: true });
