import { defineConfig } from "@playwright/test";
// <sandbox>
import type { Database } from "./tests/e2e/support/world";

// </sandbox>

const BROWSERS = ["chromium", "firefox", "webkit"] as const;

/** Another browser than Chromium is tried by naming it: the project's own tests need one alone. */
const browserName = BROWSERS.find((name) => name === process.env.TEST_BROWSER) ?? "chromium";
const browserPath = process.env.CHROMIUM_PATH;

const chromiumOptions = {
  ...(browserPath ? { executablePath: browserPath } : {}),
  // Without these, Chromium looks up its maker's hosts at every start, and as root it refuses to start.
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
};

/** Tests of one kind: the core's are below tests/, those of a feature in its folder. */
const testsOf = (kind: string) => `**/tests/${kind}/**/*.spec.ts`;

export default defineConfig<object, { database: Database }>({
  // Next has no `exports`, so Node does not find `next/link` without its extension.
  tsconfig: "tests/tsconfig.json",
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  // A shared machine may starve a browser for a moment; what needed its second chance is named in the report.
  retries: process.env.CI ? 1 : 0,
  workers: 2,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  reporter: [[process.env.CI ? "dot" : "list"], ["./tests/support/closing-line.ts"]],
  outputDir: "test-results",
  use: {
    // To record every test takes much of the processor time. Without retries, `--trace=on` records what fails.
    trace: "on-first-retry",
    browserName,
    launchOptions: browserName === "chromium" ? chromiumOptions : {},
    // Chromium grants this on a click. Its headless shell does not.
    permissions: browserName === "chromium" ? ["clipboard-write"] : [],
  },
  projects: [
    { name: "unit", testMatch: testsOf("unit") },
    // <kit>
    { name: "consent", testMatch: testsOf("consent") },
    // </kit>
    // <sandbox>
    { name: "contract", testMatch: testsOf("contract") },
    { name: "e2e", testMatch: testsOf("e2e") },
    {
      name: "e2e-postgres",
      // What the database has a part in; everything else is tried once.
      testMatch:
        /\/e2e\/(account|activity|callback|disconnect|existing-user|limits|new-user|open|personal-api-key|reconnect|rotate)\.spec/,
      grepInvert: /passes? axe|without JavaScript/,
      use: { database: "PostgreSQL" },
    },
    { name: "resilience", testMatch: testsOf("resilience"), timeout: 240_000 },
    // </sandbox>
  ],
});
