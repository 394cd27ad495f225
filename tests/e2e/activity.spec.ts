import type { Page } from "@playwright/test";
import { LINKS_NOT_ENABLED } from "./support/faults";
import { expect, problem, test } from "./support/fixtures";

const entries = (page: Page) =>
  page.getByRole("list", { name: "Activity, newest first" }).getByRole("listitem");

test.describe("the activity page", () => {
  test("is empty at first, and asks who is there", async ({ page, newEmail, signIn }) => {
    await page.goto("/connection/activity");
    await expect(page).toHaveURL(/\/sign-in/);
    await signIn(newEmail);
    await page.getByRole("link", { name: "Activity" }).click();
    await expect(page.getByText("Nothing yet.")).toBeVisible();
  });

  test("tells what was done and what failed, newest first, without a secret", async ({
    connected: page,
    sandbox,
  }) => {
    await page.getByRole("button", { name: "Open in PostHog" }).click();
    await expect(page).toHaveURL(/\/project\/\d+$/);
    await page.goto("/connection");
    await sandbox.plantFault(LINKS_NOT_ENABLED);
    await page.getByRole("button", { name: "Open in PostHog" }).click();
    await expect(problem(page, "not switched on")).toBeVisible();
    await page.goto("/connection/activity");
    await expect(entries(page)).toHaveCount(3);
    await expect(entries(page).nth(0)).toContainText("Could not open in PostHog");
    await expect(entries(page).nth(0)).toContainText("One-click links are not switched on");
    await expect(entries(page).nth(0)).toContainText("req-for-support");
    await expect(entries(page).nth(1)).toContainText("Opened PostHog with a one-click link");
    await expect(entries(page).nth(2)).toContainText("Connected to PostHog · US");
    expect(await page.content()).not.toMatch(/ph[arxs]_|token=/);
  });

  test("tells of a renewed connection and of a callback that failed", async ({
    connected: page,
    sandbox,
  }) => {
    await sandbox.advanceClock(3601);
    await page.getByRole("button", { name: "Open in PostHog" }).click();
    await expect(page).toHaveURL(/\/project\/\d+$/);
    await page.goto("/connection/activity");
    await expect(entries(page).filter({ hasText: "Renewed the connection" })).toHaveCount(1);
    await page.goto("/callbacks/posthog?state=stray&code=stray");
    await page.goto("/connection/activity");
    await expect(entries(page), "a stray callback adds nothing").toHaveCount(3);
  });

  test("shows no one else's", async ({ connected: page, neighbour }) => {
    await neighbour.goto("/connection/activity");
    await expect(neighbour.getByText("Nothing yet.")).toBeVisible();
    await page.goto("/connection/activity");
    await expect(entries(page)).toHaveCount(1);
  });
});
