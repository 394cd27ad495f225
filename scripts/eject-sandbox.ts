import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { fail, readArguments } from "../lib/platform/command";
import { deleteFeatures } from "./support/delete-features";

// Removes the sandbox from this clone, with everything that exists only for it: the tests that run against it, the
// demonstration, their packages, and the parts of our pages between <sandbox> marks. Git can undo all of it.
//   npm run eject-sandbox -- --yes [--keep-kit]
// With --keep-kit the sandbox stays as a package in vendor/, and so does the consent suite, which runs against it.
// Signing in by e-mail address alone stays: it requires a PostHog on this machine, but not this sandbox.
const GONE = [
  "qa",
  "sandbox",
  "tests/contract",
  "tests/e2e",
  "tests/rehearsal/eject-sandbox.spec.ts",
  "tests/resilience",
  // The unit tests of features stay: their helpers are in tests/unit/support.
  ...readdirSync("features")
    .flatMap((name) => ["e2e", "resilience", "support"].map((kind) => `features/${name}/tests/${kind}`))
    .filter((path) => existsSync(path)),
  "tests/unit/delete-features.spec.ts",
  "tests/unit/sandbox-architecture.spec.ts",
  "tests/unit/support/sandbox-arrows.ts",
  "scripts/demo.ts",
  "scripts/dev.ts",
  "scripts/test.ts",
  "scripts/test-contract.ts",
  "scripts/eject-sandbox.ts",
  "scripts/support/probe/serve-document.ts",
  "docs/pictures",
  "docs/into-your-app.md",
  "docs/testing-your-app.md",
  "tests/unit/into-your-app.spec.ts",
  "examples",
  "docs/decisions/0001-run-the-sandbox-as-a-separate-server.md",
  "tests/unit/demo.spec.ts",
  ".ci",
  ".github/ISSUE_TEMPLATE/posthog-differs.yml",
];

/** New definitions of package.json commands; null removes a command. */
const COMMANDS: Readonly<Record<string, string | null>> = {
  dev: "node scripts/prepare.mjs && next dev",
  test: "node scripts/prepare.mjs && npm run lint && npm run types && next build && playwright test",
  types: "node scripts/prepare.mjs --if-missing && next typegen && tsc --noEmit",
  demo: null,
  sandbox: null,
  bench: null,
  qa: null,
  "test:all": null,
  "test:contract": null,
  "test:faults": null,
  "eject-sandbox": null,
};

/** Replacements that marks around whole lines cannot make. */
const WORDS: readonly (readonly [path: string, before: string, after: string])[] = [
  ["tsconfig.json", '"node_modules", "sandbox"', '"node_modules"'],
  ["knip.json", "lib,qa,sandbox,scripts", "lib,scripts"],
  ["tests/unit/architecture.spec.ts", '"lib", "sandbox", "qa", "scripts"', '"lib", "scripts"'],
  ["playwright.config.ts", "defineConfig<ContractOptions, { database: Database }>(", "defineConfig("],
  [".github/workflows/ci.yml", "run: .ci/run", "run: npm test"],
  [".github/ISSUE_TEMPLATE/bug.yml", "Against the sandbox if you can, so", "In a fresh clone if you can, so"],
  [
    ".gitattributes",
    "# Screenshots are taken again with each version; a clone keeps its own.\ndocs/pictures/** merge=ours\n",
    "",
  ],
  ["docs/deployment.md", ", or connect them to a sandbox that they can reach", ""],
  ["docs/going-live.md", "From the sandbox to the real PostHog, only", "Only"],
  ["docs/how-it-works.md", " Point previews at a sandbox.", ""],
  [
    "docs/upgrading.md",
    "git config merge.ours.driver true   # keeps your pictures: see .gitattributes\n",
    "",
  ],
  ["docs/upgrading.md", "`sandbox/`, `tests/`, `scripts/`, `qa/`", "`tests/`, `scripts/`"],
];

/** Further replacements if the kit stays: the consent suite gets the sandbox from its package. */
const KIT_WORDS: typeof WORDS = [
  ["tests/consent/partner-suite.spec.ts", "../../sandbox/testkit", "posthog-partner-sandbox/testkit"],
  [
    "tests/consent/partner-suite.spec.ts",
    "sandbox/start.mjs",
    "node_modules/posthog-partner-sandbox/dist/main.js",
  ],
  ["tests/consent/this-app.ts", "../../sandbox/testkit", "posthog-partner-sandbox/testkit"],
];

/** A line that contains <sandbox/>, or all lines from <sandbox> to </sandbox>. */
const MARKED = /^[^\n]*<sandbox\/>[^\n]*\n|^[^\n]*<sandbox>[^\n]*\n[\s\S]*?<\/sandbox>[^\n]*\n/gm;

/** The same for the kit's marks. */
const KIT_MARKED = /^[^\n]*<kit>[^\n]*\n[\s\S]*?<\/kit>[^\n]*\n/gm;
const KIT_MARK = /^[^\n]*<\/?kit>[^\n]*\n/gm;

const { values } = readArguments(
  `Usage: npm run eject-sandbox -- --yes [--keep-kit]

Takes the sandbox out of this clone, with everything that exists only for it. Git can undo all of it.`,
  { yes: { type: "boolean", default: false }, "keep-kit": { type: "boolean", default: false } },
);
const keepsKit = values["keep-kit"];
const gone = keepsKit ? GONE : [...GONE, "tests/consent"];
const words = keepsKit ? [...WORDS, ...KIT_WORDS] : WORDS;
const git = (...args: string[]): string => execFileSync("git", args, { encoding: "utf8" });

if (git("status", "--porcelain") !== "") fail("Commit or stash your changes first: then Git can undo this.");
if (!values.yes)
  fail(`This removes:\n${gone.map((path) => `  ${path}`).join("\n")}\nPass --yes to continue.`);
for (const [path, before] of words) {
  if (!read(path).includes(before)) fail(`${path} has been changed; remove the sandbox by hand.`);
}

const tarball = keepsKit ? packKit() : null;
rmSync("node_modules/.cache/knip", { recursive: true, force: true });
for (const path of gone) rmSync(path, { recursive: true, force: true });
deleteFeatures(["demo"]);
for (const [path, before, after] of words) writeFileSync(path, read(path).replace(before, after));
const texts = git("ls-files", "*.md", "*.ts", "*.tsx", "*.yml", "*.yaml", ".env.example", "Dockerfile").split(
  "\n",
);
for (const path of texts.filter((path) => path !== "" && existsSync(path))) {
  const text = read(path);
  const rest = text.replace(MARKED, "").replace(keepsKit ? KIT_MARK : KIT_MARKED, "");
  if (rest !== text) writeFileSync(path, rest);
}
editJson("package.json", "scripts", changeCommands);
if (tarball)
  editJson("package.json", "devDependencies", (list) => ({ ...z.looseObject({}).parse(list), ...tarball }));
editJson("biome.json", "overrides", withoutSandbox);
editJson("knip.json", "entry", withoutSandbox);
run("biome", "check", "--write", ".");
// Remove what is now unused: helpers of the removed tests, and packages.
run("knip", "--fix", "--allow-remove-files", "--fix-type=files,dependencies,exports,types");
run("biome", "check", "--write", ".");
execFileSync("npm", ["install", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund"]);
process.stdout.write(`The sandbox is gone. What to do next:
  1. npm test
  2. Read the README: it is shorter now, and yours.
  3. git add --all && git commit
To undo it: git reset --hard
`);

/** Packs the sandbox into the clone, so that it installs without a registry. */
function packKit(): Record<string, string> {
  mkdirSync("vendor", { recursive: true });
  execFileSync("npm", ["pack", "./sandbox", "--pack-destination", "vendor"], { stdio: "pipe" });
  const [name] = readdirSync("vendor");
  return { "posthog-partner-sandbox": `file:vendor/${name}` };
}

function read(path: string): string {
  return readFileSync(path, "utf8");
}

function editJson(path: string, key: string, edit: (value: unknown) => object): void {
  const value = z.record(z.string(), z.unknown()).parse(JSON.parse(read(path)));
  writeFileSync(path, `${JSON.stringify({ ...value, [key]: edit(value[key]) }, null, 2)}\n`);
}

function changeCommands(scripts: unknown): object {
  const present = z.record(z.string(), z.string()).parse(scripts);
  return Object.fromEntries(
    Object.entries({ ...present, ...COMMANDS }).filter(([, command]) => command !== null),
  );
}

function withoutSandbox(list: unknown): unknown[] {
  return z
    .array(z.unknown())
    .parse(list)
    .filter((each) => !/sandbox|resilience|qa\//.test(JSON.stringify(each)));
}

function run(command: string, ...args: string[]): void {
  try {
    execFileSync(`node_modules/.bin/${command}`, args, { stdio: "pipe" });
  } catch {
    // `npm test` reports what the tool could not fix.
  }
}
