import { spawnSync } from "node:child_process";
import { providePostgres } from "../tests/support/postgres-server";

// Makes every call to PostHog fail in every way, in both profiles, then the database during everything a person does,
// and prints the tables. Exits with 1 if the app does not survive a cell. `--short` tries one fault of each class in
// the documented profile, and a diagonal of the database's table. Needs a build.
const short = process.argv.includes("--short");

const postgres = await providePostgres();
const reporters = "--reporter=dot,./tests/resilience/support/fault-table.ts";
const { status } = spawnSync(
  "node_modules/.bin/playwright",
  ["test", "--project=resilience", "faults", reporters],
  {
    stdio: "inherit",
    env: { ...process.env, FAULTS: short ? "short" : "all", TEST_DATABASE_URL: postgres.url },
  },
);
await postgres.stop();
process.exitCode = status ?? 1;
