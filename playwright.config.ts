import { availableParallelism } from "node:os";
import { defineConfig } from "@playwright/test";
// <sandbox>
import type { ContractOptions } from "./tests/contract/support/fixtures";
import type { Database } from "./tests/e2e/support/world";

// </sandbox>

const CORES = availableParallelism();

const BROWSERS = ["chromium", "firefox", "webkit"] as const;

/** TEST_BROWSER selects a browser other than Chromium. By default the tests run in Chromium alone. */
const browserName = BROWSERS.find((name) => name === process.env.TEST_BROWSER) ?? "chromium";
const browserPath = process.env.CHROMIUM_PATH;

const chromiumOptions = {
  ...(browserPath ? { executablePath: browserPath } : {}),
  args: [
    // Without these, Chromium contacts Google's hosts at every start, and refuses to start as root.
    ...["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    // These save processor time: no GPU is emulated, and no site gets a renderer process of its own.
    ...["--disable-gpu", "--disable-site-isolation-trials", "--renderer-process-limit=1"],
  ],
};

/** The tests of one kind: the core's are in tests/, a feature's in its own folder. */
const testsOf = (kind: string) => `**/tests/${kind}/**/*.spec.ts`;

export default defineConfig<ContractOptions, { database: Database }>({
  // Next has no `exports`, so Node does not find `next/link` without its extension.
  tsconfig: "tests/tsconfig.json",
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  // A shared machine may starve a browser for a moment. The report names each test that needed its retry.
  retries: process.env.CI ? 1 : 0,
  // Two more than there are cores: a test waits for a timer or a server a quarter of its time.
  workers: Math.min(CORES + 2, 7),
  timeout: 45_000,
  expect: { timeout: 10_000 },
  reporter: [[process.env.CI ? "dot" : "list"], ["./tests/support/closing-line.ts"]],
  outputDir: "test-results",
  use: {
    // Tracing every test costs much processor time. Where there are no retries, pass `--trace=on` to trace a failure.
    trace: "on-first-retry",
    browserName,
    launchOptions: browserName === "chromium" ? chromiumOptions : {},
    // Chromium grants this on a click. Its headless shell does not.
    permissions: browserName === "chromium" ? ["clipboard-write"] : [],
  },
  projects: [
    { name: "unit", testMatch: testsOf("unit") },
    { name: "rehearsal", testMatch: testsOf("rehearsal") },
    // <kit>
    { name: "consent", testMatch: testsOf("consent") },
    // </kit>
    // <sandbox>
    { name: "contract", testMatch: testsOf("contract") },
    // One worker fewer: each starts an app and a sandbox of its own.
    { name: "e2e", testMatch: testsOf("e2e"), workers: Math.min(CORES + 1, 6) },
    { name: "properties", testMatch: "**/contract/properties.spec.ts", use: { cases: 10_000 } },
    {
      name: "e2e-postgres",
      // Only the specs that depend on the database. The others run in `e2e` alone.
      testMatch:
        /\/e2e\/(account|activity|callback|disconnect|existing-user|limits|new-user|open|personal-api-key|reconnect|rotate)\.spec/,
      grepInvert: /passes? axe|without JavaScript/,
      use: { database: "PostgreSQL" },
    },
    { name: "resilience", testMatch: testsOf("resilience"), timeout: 240_000, workers: 2 },
    // </sandbox>
  ],
});
