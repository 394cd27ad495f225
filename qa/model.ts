import { spawnSync } from "node:child_process";

// Tries random histories of connections: 200, or as many as MODEL_RUNS says. A failure prints the seed and the path
// that reproduce it.
const { status } = spawnSync(
  "node_modules/.bin/playwright",
  ["test", "--project=resilience", "custody-model"],
  {
    stdio: "inherit",
    env: { MODEL_RUNS: "200", ...process.env },
  },
);
process.exitCode = status ?? 1;
