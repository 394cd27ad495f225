import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { deleteFeatures, featureNames, withDependents } from "../scripts/support/delete-features";
import { makeScratchCopy } from "../tests/support/scratch-copy";

// Deletes each feature, and all of them together, in a scratch copy, and checks types, lint and build. Prints the
// packages that are then unused. `--types` checks only the types. Names as arguments select the features.
const names = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const onlyTypes = process.argv.includes("--types");
const cases =
  names.length > 0 ? names.map((name) => [name]) : [...featureNames().map((name) => [name]), featureNames()];

const packageSchema = z.object({ dependencies: z.record(z.string(), z.string()) });

/** Words of each feature's interface that the remaining code must not contain once the feature is deleted. */
const WORDS: Readonly<Record<string, RegExp>> = {
  demo: /"\/demo|pick a story/i,
  doctor: /npm run doctor/i,
  "first-event": /test event/i,
  "partner-console": /"\/partner\b/i,
  "personal-api-key": /personal API key|\/personal-api-key/i,
  proxies: /reverse prox|\/proxies\b/i,
  "secret-keys": /secret API key|\/secret-keys\b/i,
  verification: /\/verification\b/i,
};

const CHECKS = {
  types: "node_modules/.bin/next typegen && node_modules/.bin/tsc --noEmit",
  lint: "node_modules/.bin/biome check --max-diagnostics=5",
  build: "node_modules/.bin/next build",
} as const;

const copy = makeScratchCopy();
let failures = 0;
try {
  for (const each of cases) failures += prove(each) ? 0 : 1;
} finally {
  rmSync(copy, { recursive: true, force: true });
}
process.stdout.write(`\n${cases.length - failures} passed, ${failures} failed\n`);
process.exitCode = failures === 0 ? 0 : 1;

/** Deletes features in the copy, runs the checks, and restores it. */
function prove(each: readonly string[]): boolean {
  const title = each.length === 1 ? withDependents(each, copy).join(", ") : "all features";
  const deleted = deleteFeatures(each, copy);
  const touched = git("status", "--porcelain")
    .split("\n")
    .filter((line) => line.startsWith(" M"))
    .map((line) => line.slice(3))
    .filter((path) => !["package.json", "README.md"].includes(path));
  const strayFiles = touched.filter((path) => path !== "features/index.ts");
  const problems = [
    ...(strayFiles.length > 0 ? [`It also touches ${strayFiles.join(", ")}`] : []),
    ...deleted.flatMap(findMentions),
    ...(onlyTypes ? (["types"] as const) : (["types", "lint", "build"] as const)).flatMap(check),
  ];
  process.stdout.write(`${problems.length === 0 ? "✓" : "✗"} without ${title}\n`);
  for (const problem of problems) process.stdout.write(`    ${problem.trim().replaceAll("\n", "\n    ")}\n`);
  const unused = unusedPackages();
  if (unused.length > 0) process.stdout.write(`    no longer used: ${unused.join(", ")}\n`);
  git("checkout", "--quiet", ".");
  git("clean", "-qfd");
  return problems.length === 0;
}

function check(what: keyof typeof CHECKS): string[] {
  const { status, stdout, stderr } = spawnSync("sh", ["-c", CHECKS[what]], {
    cwd: copy,
    encoding: "utf8",
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  return status === 0 ? [] : [`${what}: ${(stdout + stderr).slice(0, 4000)}`];
}

/** Remaining files that still name a deleted feature. Comments and PostHog's own sentences do not count. */
function findMentions(name: string): string[] {
  const pattern = WORDS[name];
  if (!pattern) return [`qa/deletable.ts has no words for ${name}`];
  return git("ls-files", "app", "components", "features", "lib", "*.ts")
    .split("\n")
    .filter(
      (path) => /\.tsx?$/.test(path) && !/^(?:qa|sandbox|scripts|tests|lib\/posthog)\/|\/tests\//.test(path),
    )
    .filter((path) => existsSync(join(copy, path)))
    .filter((path) => pattern.test(withoutComments(readFileSync(join(copy, path), "utf8"))))
    .map((path) => `${path} still names ${name}`);
}

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "$1");
}

function unusedPackages(): string[] {
  const { dependencies } = packageSchema.parse(JSON.parse(readFileSync(join(copy, "package.json"), "utf8")));
  const sources = git("ls-files", "*.ts", "*.tsx", "*.mjs")
    .split("\n")
    .filter((path) => path !== "" && !/^(?:qa|sandbox|tests)\//.test(path) && existsSync(join(copy, path)))
    .map((path) => readFileSync(join(copy, path), "utf8"))
    .join("\n");
  // Frameworks and generated code use React's and Prisma's packages.
  const implied = /^(?:react-dom|@prisma\/client)$/;
  return Object.keys(dependencies).filter((name) => !implied.test(name) && !sources.includes(`"${name}`));
}

function git(...args: string[]): string {
  return execFileSync("git", args, { cwd: copy, encoding: "utf8" });
}
