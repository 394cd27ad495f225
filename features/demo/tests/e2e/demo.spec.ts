import type { Page } from "@playwright/test";
import { expectAccessible, expectToFitSmallPhone } from "@/tests/e2e/support/accessible";
import { connect, expect, test } from "@/tests/e2e/support/fixtures";
import { approve, logIn } from "@/tests/e2e/support/posthog-pages";

/** Picks a story and signs in as its persona. */
async function begin(page: Page, persona: string, scenario: string): Promise<string> {
  await page.goto("/demo");
  await page.getByRole("radio", { name: persona }).check();
  await page.getByRole("radio", { name: scenario }).check();
  await page.getByRole("button", { name: "Begin" }).click();
  const email = await page.getByLabel("E-mail address").inputValue();
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/connection$/);
  return email;
}

const guide = (page: Page) => page.getByRole("complementary", { name: "Demonstration" });

async function runScenario(page: Page): Promise<void> {
  await guide(page).getByRole("button", { name: "Let it happen" }).click();
  await expect(guide(page).getByRole("status").filter({ hasText: "It is set up." })).toBeVisible();
}

const open = (page: Page) => page.getByRole("button", { name: "Open in PostHog" }).click();
const alert = (page: Page, words: string) => page.getByRole("alert").filter({ hasText: words });

test.describe("a demonstration", () => {
  test("shows the inspector beside the app, live", async ({ page }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await begin(page, "Nina", "Nothing");
    await connect(page);
    const inspector = page.frameLocator('iframe[title="Calls to PostHog"]');
    await expect(inspector.getByText("Account request").first()).toBeVisible();
    await expect(inspector.getByText("/oauth/token").first()).toBeVisible();
  });

  test("of a rate limit counts down", async ({ page }) => {
    await begin(page, "Nina", "limits the rate");
    await connect(page);
    await runScenario(page);
    await open(page);
    await expect(alert(page, "slow down")).toContainText("try again in");
  });

  test("of links that are not enabled leaves the plain one", async ({ page }) => {
    await begin(page, "Nina", "not enabled");
    await connect(page);
    await runScenario(page);
    await open(page);
    await expect(page.getByRole("link", { name: "without the one-click link" })).toBeVisible();
    await begin(page, "Nina", "Nothing");
    await connect(page);
    await open(page);
    await expect(page).toHaveURL(/\/project\/\d+$/);
  });

  test("of an expired token is one that no one notices", async ({ page, sandbox }) => {
    await begin(page, "Nina", "has expired");
    await connect(page);
    await runScenario(page);
    const before = await sandbox.lastRequest();
    await open(page);
    await expect(page).toHaveURL(/\/project\/\d+$/);
    expect(await sandbox.requestsSince(before, "/api/agentic/oauth/token")).toHaveLength(1);
  });

  test("of a lost answer ends where it began, in the same project", async ({ page }) => {
    const email = await begin(page, "Omar", "is lost");
    await page.getByRole("button", { name: "Connect PostHog" }).click();
    await logIn(page, email);
    await approve(page, "Mobile");
    await runScenario(page);
    await open(page);
    await expect(alert(page, "PostHog needs your permission again")).toBeVisible();
    await page.goto("/connection");
    await page.getByRole("button", { name: "Connect PostHog" }).click();
    await approve(page, "Mobile");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Mobile");
  });

  test("ends, and leaves nothing beside the pages", async ({ page }) => {
    await begin(page, "Kim", "Nothing");
    await guide(page).getByRole("button", { name: "End the demonstration" }).click();
    await expect(page.getByRole("heading", { name: "Show how it works" })).toBeVisible();
    await expect(guide(page)).toHaveCount(0);
  });

  test("passes axe in both themes and fits a small phone", async ({ page }) => {
    await page.goto("/demo");
    await expectAccessible(page);
    await expectToFitSmallPhone(page);
    await begin(page, "Nina", "PostHog is slow");
    await expectAccessible(page);
    await expectToFitSmallPhone(page);
  });
});
