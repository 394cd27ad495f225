import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";

// The contract tests against a sandbox of their own, or against any server that claims the contract:
//   npm run test:contract -- --url=http://127.0.0.1:8010 --eu-url=http://127.0.0.1:8020
// Whatever follows a second `--` goes to Playwright.
const { values, positionals } = parseArgs({
  options: { url: { type: "string" }, "eu-url": { type: "string" } },
  allowPositionals: true,
});
const { url, "eu-url": euUrl } = values;
if ((url === undefined) !== (euUrl === undefined)) {
  process.stderr.write("Name both regions: --url=<US origin> --eu-url=<EU origin>\n");
  process.exit(2);
}

const args = ["test", "--project=contract", "--reporter=dot", ...positionals];
const { status } = spawnSync(
  "node_modules/.bin/playwright",
  // A server somewhere else is one shared world, so its tests take turns.
  url === undefined ? args : [...args, "--workers=1"],
  {
    stdio: "inherit",
    env: url === undefined ? process.env : { ...process.env, CONTRACT_URL: url, CONTRACT_EU_URL: euUrl },
  },
);
process.exit(status ?? 1);
