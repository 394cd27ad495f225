import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import { startWorld } from "../tests/e2e/support/world";
import { freePort } from "../tests/support/processes";
import { browserOptions } from "./support/browser";
import { addContent, findPages } from "./support/every-page";
import { judge, TARGETS } from "./support/lighthouse";

// Scores every page of the production build with Lighthouse: two pages signed out, the others signed in and connected.
// Exits with 1 if a score is too low. `--only=/connection` limits it to the pages below a path, `--short` to the three
// that everyone sees. Needs an idle machine, and a network the first time.
const { values } = parseArgs({
  options: { only: { type: "string", default: "" }, short: { type: "boolean", default: false } },
});
const SIGNED_OUT = ["/", "/sign-in"];
const FIRST_PAGES = [...SIGNED_OUT, "/connection"];
const isWanted = (path: string) =>
  path.startsWith(values.only) && (!values.short || FIRST_PAGES.includes(path));

const world = await startWorld({ profile: "current" });
const folder = mkdtempSync(join(tmpdir(), "chromium-"));
const debuggingPort = await freePort();
// Lighthouse opens its pages in the browser's default context, so the sign-in must happen there.
const context = await chromium.launchPersistentContext(folder, {
  ...browserOptions(`--remote-debugging-port=${debuggingPort}`),
  baseURL: world.appUrl,
});
const rows: Record<string, Record<string, number>> = {};
const complaints: string[] = [];
let [passed, failed] = [0, 0];

function fail(complaint: string): void {
  failed += 1;
  complaints.push(complaint);
}

async function look(pattern: string, path: string | undefined): Promise<void> {
  if (!path) return fail(`${pattern}: no link leads there`);
  try {
    for (const { category, score, complaints: found } of await judge(world.appUrl + path, debuggingPort)) {
      rows[pattern] = { ...rows[pattern], [category]: score };
      if (score >= TARGETS[category]) passed += 1;
      else fail([`${pattern}: ${category} ${score}`, ...found].join("\n  "));
    }
  } catch (error) {
    fail(`${pattern}: ${error}`);
  }
}

try {
  for (const path of SIGNED_OUT.filter(isWanted)) await look(path, path);
  const page = await context.newPage();
  await addContent(page, world.sandbox);
  const pages = await findPages(page, world.appUrl);
  await page.close();
  for (const [pattern, path] of pages) {
    if (isWanted(pattern) && !SIGNED_OUT.includes(pattern)) await look(pattern, path);
  }
} finally {
  await context.close();
  await world.stop();
  rmSync(folder, { recursive: true, force: true });
}

console.table({ ...rows, "at least": TARGETS });
for (const complaint of complaints) process.stdout.write(`${complaint}\n`);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
