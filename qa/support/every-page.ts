import { readdirSync } from "node:fs";
import type { Page } from "@playwright/test";
import { connect } from "../../tests/e2e/support/fixtures";
import { OPERATOR } from "../../tests/e2e/support/operator";
import type { Sandbox } from "../../tests/support/sandbox";
import { readFeatureSteps } from "./feature-steps";

/** Connects the operator and creates one of everything, so that every page has something to show. */
export async function addContent(page: Page, sandbox: Sandbox): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail address").fill(OPERATOR);
  await page.getByRole("button", { name: "Sign in" }).click();
  await connect(page);
  for (const { addContent: add } of await readFeatureSteps()) await add?.({ page, sandbox, email: OPERATOR });
}

/** One path for each page of the app, found by following links; undefined if no link leads to the page. */
export async function findPages(page: Page, appUrl: string): Promise<Map<string, string | undefined>> {
  const found = new Set([
    "/",
    "/demo",
    "/connection",
    "/partner",
    "/callbacks/posthog?state=stray&code=none",
  ]);
  for (const path of found) {
    await page.goto(path);
    found.add(new URL(page.url()).pathname);
    for (const link of await page.locator("a[href]").all()) {
      const target = new URL((await link.getAttribute("href")) ?? "", page.url());
      if (target.origin === appUrl) found.add(target.pathname);
    }
  }
  const patterns = listPages();
  // `/secret-keys/new` is a page of its own, not a key of that id.
  const ofPattern = (pattern: string) =>
    [...found].find((path) => path === pattern || (!patterns.includes(path) && matches(pattern, path)));
  return new Map(patterns.map((pattern) => [pattern, ofPattern(pattern)]));
}

/** The route pattern of each page in app/, such as `/connection/secret-keys/[id]`. */
const listPages = (): string[] =>
  readdirSync("app", { recursive: true, encoding: "utf8" })
    .filter((file) => /(^|\/)page\.tsx$/.test(file))
    .map((file) => `/${file.split("/").slice(0, -1).join("/")}`)
    .sort();

function matches(pattern: string, path: string): boolean {
  const segments = path.split("/");
  const wanted = pattern.split("/");
  return (
    segments.length === wanted.length &&
    wanted.every((segment, n) => segment === segments[n] || segment.startsWith("["))
  );
}
