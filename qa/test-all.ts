import { spawnSync } from "node:child_process";
import { provideBrowser } from "../scripts/support/browser";
import { providePostgres } from "../tests/support/postgres-server";

// Runs what `npm test` leaves out, and nothing else: each feature deleted, another sign-in provider, the rehearsal of a
// partner's first day, a clone without the sandbox (with the kit and without it), a rebranded clone, the browser tests on
// PostgreSQL, the tests that kill processes, and ten times as many random cases.
const PROJECTS = ["rehearsal", "properties", "e2e-postgres", "resilience"];

const browser = provideBrowser();
const postgres = await providePostgres();
const env = {
  ...process.env,
  ...(browser ? { CHROMIUM_PATH: browser } : {}),
  TEST_DATABASE_URL: postgres.url,
};

function passes(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: "inherit", env }).status === 0;
}

const projects = PROJECTS.map((name) => `--project=${name}`);
const results = [
  passes("npm", "run", "--silent", "qa", "--", "deletable", "--types"),
  passes("npm", "run", "--silent", "qa", "--", "own-sign-in"),
  passes("npm", "run", "--silent", "qa", "--", "rehearsal", "--short"),
  passes("npm", "run", "--silent", "qa", "--", "kept-kit"),
  passes("node_modules/.bin/playwright", "test", ...projects),
];
await postgres.stop();
process.exitCode = results.every(Boolean) ? 0 : 1;
