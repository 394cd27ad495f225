import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible";
import { expect, test } from "./support/fixtures";
import { expectNewTabOffered } from "./support/hydration";
import { loseAccess } from "./support/lose-access";

/** The entry with this name in the health line. */
const health = (page: Page, name: string) =>
  page.getByRole("region", { name: "Health" }).locator("div").filter({ hasText: name }).last();

test("the connection page begins with how the connection fares, and with one thing to do next", async ({
  verified: page,
}) => {
  await expect(health(page, "Access")).toContainText("Valid");
  await expect(health(page, "Connected")).toContainText(/now|seconds? ago/);
  await expect(health(page, "Last opened")).toContainText("Not yet");
  const next = page.getByRole("region", { name: "Health" }).getByRole("link");
  await expect(next).toHaveCount(1);
  await page.getByRole("button", { name: "Open in PostHog" }).click();
  await expect(page).toHaveURL(/\/project\/\d+$/);
  await page.goto("/connection");
  await expect(health(page, "Last opened")).toContainText(/now|seconds? ago/);
  await expect(next).toHaveCount(1);
});

test("the line says that access has ended as soon as a press finds out", async ({
  verified: page,
  world,
}) => {
  await expectNewTabOffered(page);
  await loseAccess(page, world);
  for (const words of ["Valid", "Connected to PostHog"]) {
    await expect(page.getByText(words, { exact: true })).toBeHidden();
  }
  await expect(page.getByRole("region", { name: "Health" }).getByRole("link")).toHaveCount(0);
  await expect(page.getByText("Ended", { exact: true })).toBeVisible();
  await page.getByRole("link", { name: "Connect again", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Connect PostHog again" })).toBeVisible();
  await expect(health(page, "Access")).toContainText("Ended");
  await expectAccessible(page);
  await page.getByRole("link", { name: "Connect again below" }).click();
  await expect(page).toHaveURL(/#connect$/);
});

test("where there is room, what belongs to a page stands beside it", async ({ connected: page }) => {
  const button = page.getByRole("button", { name: "Open in PostHog" });
  const manage = page.getByRole("navigation", { name: "Manage" });
  const isBeside = async () => {
    const [left, right] = [await button.boundingBox(), await manage.boundingBox()];
    return (right?.x ?? 0) > (left?.x ?? 0) + (left?.width ?? 0);
  };
  await page.setViewportSize({ width: 1280, height: 800 });
  expect(await isBeside()).toBe(true);
  await page.setViewportSize({ width: 768, height: 800 });
  expect(await isBeside()).toBe(false);
});
