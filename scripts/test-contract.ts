import { spawnSync } from "node:child_process";
import { readArguments } from "../lib/platform/command";
import { provideBrowser } from "./support/browser";

// The contract tests against a sandbox of their own, or against any server that claims the contract:
//   npm run test:contract -- --url=http://127.0.0.1:8010 --eu-url=http://127.0.0.1:8020
// Whatever follows a second `--` goes to Playwright.
const { values, positionals } = readArguments(
  `Usage: npm run test:contract -- [--url=<US origin>] [--eu-url=<EU origin>] [-- <arguments of Playwright>]

Runs the contract tests against a sandbox of their own, or against any server that claims the contract.`,
  { url: { type: "string" }, "eu-url": { type: "string" } },
  Number.POSITIVE_INFINITY,
);
const { url, "eu-url": euUrl = besides(url) } = values;
const isShared = url !== undefined;

/** Where the EU is by default: ten ports further, as with the sandbox. */
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
    // A server somewhere else is one shared world, so its tests take turns, and none starts or configures it.
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
