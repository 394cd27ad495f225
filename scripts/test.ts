import { spawnSync } from "node:child_process";
import { provideBrowser } from "./support/browser";

// Everything a change must pass, in the order in which a mistake is cheapest to find. Arguments go to Playwright.
const BIN = "node_modules/.bin";

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
step("Build", `${BIN}/next`, ["build"], { NODE_ENV: "production" });
const browser = provideBrowser();
step(
  "Tests",
  `${BIN}/playwright`,
  ["test", ...process.argv.slice(2)],
  browser ? { CHROMIUM_PATH: browser } : {},
);
