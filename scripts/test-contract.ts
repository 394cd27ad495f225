import { spawnSync } from "node:child_process";
import { readArguments } from "../lib/platform/command";
import { provideBrowser } from "./support/browser";

// Runs the contract tests against their own sandbox, or against any server that claims to implement the contract:
//   npm run test:contract -- --url=http://127.0.0.1:8010 --eu-url=http://127.0.0.1:8020
// Arguments after a second `--` go to Playwright.
const { values, positionals } = readArguments(
  `Usage: npm run test:contract -- [--url=<US origin>] [--eu-url=<EU origin>] [-- <arguments of Playwright>]

Runs the contract tests against a sandbox of their own, or against any server that claims the contract.`,
  { url: { type: "string" }, "eu-url": { type: "string" } },
  Number.POSITIVE_INFINITY,
);
const { url, "eu-url": euUrl = besides(url) } = values;
const isShared = url !== undefined;

/** The default EU origin: ten ports above the US one, as in the sandbox. */
function besides(usUrl: string | undefined): string | undefined {
  if (usUrl === undefined) return undefined;
  const eu = new URL(usUrl);
  eu.port = String(Number(eu.port) + 10);
  return eu.origin;
}

const browser = provideBrowser();
const { status } = spawnSync(
  "node_modules/.bin/playwright",
  [
    ...["test", "--project=contract", "--reporter=dot"],
    // An external server has one shared state, so the tests run one at a time, and none starts or configures it.
    ...(isShared ? ["--workers=1", "--grep-invert=@own-sandbox"] : []),
    ...positionals,
  ],
  {
    stdio: "inherit",
    env: {
      ...process.env,
      ...(browser ? { CHROMIUM_PATH: browser } : {}),
      ...(isShared ? { CONTRACT_URL: url, CONTRACT_EU_URL: euUrl } : {}),
    },
  },
);
process.exit(status ?? 1);
