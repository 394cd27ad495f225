import type { Page } from "@playwright/test";
import { expect, expectConnected, SLOWLY, test } from "./support/fixtures";

/** Presses Tab until the focus is on a control with this name. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      const label =
        element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : element?.textContent;
      return label?.trim() ?? "";
    });
    if (focused.startsWith(name)) return;
  }
  throw new Error(`${name} cannot be reached with the keyboard`);
}

test("with the keyboard alone a person signs in, connects and opens PostHog", async ({ page, newEmail }) => {
  await page.goto("/");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await tabTo(page, "Sign in");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await tabTo(page, "E-mail address");
  await page.keyboard.type(newEmail);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Connect PostHog" })).toBeVisible();
  await tabTo(page, "United States");
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("radio", { name: "European Union" })).toBeChecked();
  await tabTo(page, "Connect PostHog");
  await page.keyboard.press("Enter");
  await expectConnected(page, SLOWLY);
  await tabTo(page, "Open in PostHog");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/project\/\d+$/);
});
