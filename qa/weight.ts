import { type Dirent, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";

// Lists what a deployment installs: each runtime dependency, how many of our files import it, its own size, and its
// size with the packages that only it needs.
const packageSchema = z.object({
  dependencies: z.record(z.string(), z.string()).default({}),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
});

const CODE = ["app", "components", "features", "lib", "scripts", "instrumentation-node.ts", "proxy.ts"];

const { dependencies } = readPackage(".");
const names = Object.keys(dependencies);
const files = CODE.flatMap(listFiles).filter(
  (path) => /\.(ts|tsx|mjs)$/.test(path) && !path.includes("/tests/"),
);
const sources = files.map((path) => readFileSync(path, "utf8"));
const everything = collect(names);

console.table(
  names
    .map((name) => {
      const kept = collect(names.filter((other) => other !== name));
      return {
        dependency: name,
        "imported by files": sources.filter((text) => new RegExp(`["']${name}["'/]`).test(text)).length,
        "own MB": inMegabytes([join("node_modules", name)]),
        "MB with what only it needs": inMegabytes([...everything].filter((folder) => !kept.has(folder))),
      };
    })
    .sort((a, b) => b["MB with what only it needs"] - a["MB with what only it needs"]),
);
process.stdout.write(`${everything.size} packages, ${inMegabytes(everything)} MB in all.\n`);

/** The folders of these packages and of all their dependencies. */
function collect(roots: readonly string[]): Set<string> {
  const found = new Set<string>();
  const visit = (name: string, from: string) => {
    const folder = resolvePackage(name, from);
    if (!folder || found.has(folder)) return;
    found.add(folder);
    const { dependencies, optionalDependencies } = readPackage(folder);
    for (const each of Object.keys({ ...dependencies, ...optionalDependencies })) visit(each, folder);
  };
  for (const name of roots) visit(name, ".");
  return found;
}

/** The folder in which a package finds another one; undefined if npm left that one out on this platform. */
function resolvePackage(name: string, from: string): string | undefined {
  const folder = join(from, "node_modules", name);
  if (existsSync(folder)) return folder;
  return from === "." ? undefined : resolvePackage(name, dirname(from));
}

function readPackage(folder: string) {
  return packageSchema.parse(JSON.parse(readFileSync(join(folder, "package.json"), "utf8")));
}

function inMegabytes(folders: Iterable<string>): number {
  const bytes = [...folders].flatMap(listFiles).reduce((sum, path) => sum + statSync(path).size, 0);
  return Math.round(bytes / 10_000) / 100;
}

/** All files of a folder except nested packages, which are counted separately; for a file, the file itself. */
function listFiles(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  const isCounted = (entry: Dirent) => (entry.isDirectory() ? entry.name !== "node_modules" : entry.isFile());
  return readdirSync(path, { withFileTypes: true })
    .filter(isCounted)
    .flatMap(({ name }) => listFiles(join(path, name)));
}
