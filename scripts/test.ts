import { spawnSync } from "node:child_process";
import { provideBrowser } from "./support/browser";
import { buildWhenChanged } from "./support/build";

// Runs what every change must pass, the cheapest checks first. Arguments go to Playwright. Without `--project`, it runs
// the projects below; the others take longer, and `npm run test:all` runs them.
const PROJECTS = ["unit", "contract", "e2e"];
const BIN = "node_modules/.bin";

const args = process.argv.slice(2);
const projects = args.some((arg) => arg.startsWith("--project")) ? [] : PROJECTS;

if (args.includes("--help") || args.includes("-h")) {
  process.stdout.write(`Usage: npm test -- [arguments of Playwright]

Checks lint, types and build, then runs the unit, contract and browser tests; \`npm run test:all\` runs the rest.
`);
  process.exit(0);
}
// Check the arguments before minutes of other checks.
if (
  args.length > 0 &&
  spawnSync(`${BIN}/playwright`, ["test", "--list", "--pass-with-no-tests", ...args]).status !== 0
) {
  process.stderr.write(`Playwright does not know these arguments: ${args.join(" ")}\n`);
  process.exit(2);
}

function step(title: string, command: string, args: string[], extra: Record<string, string> = {}): void {
  process.stdout.write(`\n— ${title}\n`);
  const { status } = spawnSync(command, args, { stdio: "inherit", env: { ...process.env, ...extra } });
  if (status !== 0) {
    process.stderr.write(`\n${title} failed.\n`);
    process.exit(status ?? 1);
  }
}

step("Lint", "npm", ["run", "--silent", "lint"]);
step("Types", "npm", ["run", "--silent", "types"]);
await buildWhenChanged(() =>
  step("Build", `${BIN}/next`, ["build"], { NODE_ENV: "production", NEXT_TYPES: "unchecked" }),
);
const browser = provideBrowser();
step(
  "Tests",
  `${BIN}/playwright`,
  ["test", ...projects.map((name) => `--project=${name}`), ...args],
  browser ? { CHROMIUM_PATH: browser } : {},
);
