import { spawnSync } from "node:child_process";
import { providePostgres } from "../tests/support/postgres-server";

// Fails every call to PostHog in every way, in both profiles, and prints the table. Ends with 1 when the app does
// not survive one of them. `--short` tries one fault of each class, in the documented profile. Needs a build.
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
