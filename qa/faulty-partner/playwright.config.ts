import { defineConfig } from "@playwright/test";
import shared from "../../playwright.config";
import { FAULTS } from "./faults";

// One project without a fault, in which all tests pass, and one per fault, in which its test fails.
export default defineConfig<object, { fault: string }>({
  ...shared,
  testDir: ".",
  tsconfig: "../../tests/tsconfig.json",
  outputDir: "../../test-results",
  reporter: [["json", { outputFile: "../../test-results/faulty-partner.json" }], ["line"]],
  retries: 0,
  timeout: 20_000,
  expect: { timeout: 3000 },
  projects: [
    { name: "no fault", testMatch: "suite.ts", timeout: 45_000 },
    ...Object.entries(FAULTS).map(([fault, title]) => ({
      name: fault,
      testMatch: "suite.ts",
      grep: new RegExp(`› ${title}| ${title}`),
      use: { fault },
    })),
  ],
});
