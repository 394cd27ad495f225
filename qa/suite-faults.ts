import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { z } from "zod";
import { provideBrowser } from "../scripts/support/browser";
import { FAULTS } from "./faulty-partner/faults";

// Shows that each test of the partner suite can fail: for each there is a fault in a small partner app.
const REPORT = "test-results/faulty-partner.json";

const resultSchema = z.object({
  projectName: z.string(),
  status: z.enum(["expected", "unexpected", "flaky", "skipped"]),
});
type Suite = {
  specs: { title: string; tests: z.output<typeof resultSchema>[] }[];
  suites?: Suite[] | undefined;
};
const suiteSchema: z.ZodType<Suite> = z.lazy(() =>
  z.object({
    specs: z.array(z.object({ title: z.string(), tests: z.array(resultSchema) })),
    suites: z.array(suiteSchema).optional(),
  }),
);

const browser = provideBrowser();
spawnSync("node_modules/.bin/playwright", ["test", "--config", "qa/faulty-partner/playwright.config.ts"], {
  stdio: "inherit",
  env: { ...process.env, ...(browser ? { CHROMIUM_PATH: browser } : {}) },
});
const report = z.object({ suites: z.array(suiteSchema) }).parse(JSON.parse(readFileSync(REPORT, "utf8")));
const specs = report.suites.flatMap(specsIn);
const without = specs.flatMap(({ title, tests }) =>
  resultsOf(tests, "no fault").map((status) => ({ title, status })),
);

const problems = [
  ...without
    .filter(({ status }) => status !== "expected")
    .map(({ title }) => `fails without a fault: ${title}`),
  ...Object.entries(FAULTS).flatMap(([fault, title]) => {
    const found = specs
      .filter((spec) => spec.title.startsWith(title))
      .flatMap(({ tests }) => resultsOf(tests, fault));
    if (found.length !== 1) return [`"${title}" is the beginning of ${found.length} tests`];
    return found[0] === "unexpected" ? [] : [`passes with the fault "${fault.trim()}": ${title}`];
  }),
  ...without
    .filter(({ title }) => !Object.values(FAULTS).some((known) => title.startsWith(known)))
    .map(({ title }) => `has no fault: ${title}`),
];
for (const problem of problems) process.stdout.write(`${problem}\n`);
const passed = without.length + Object.keys(FAULTS).length - problems.length;
process.stdout.write(`\n${passed} passed, ${problems.length} failed\n`);
process.exitCode = problems.length === 0 ? 0 : 1;

function specsIn(suite: Suite): Suite["specs"] {
  return [...suite.specs, ...(suite.suites ?? []).flatMap(specsIn)];
}

function resultsOf(tests: z.output<typeof resultSchema>[], project: string) {
  return tests.filter(({ projectName }) => projectName === project).map(({ status }) => status);
}
