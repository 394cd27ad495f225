import { test } from "./support/current";
import { connect, expect, problem } from "./support/fixtures";
import { approve } from "./support/posthog-pages";

// Registration has an endpoint of its own there, and links are for confidential clients only.
test.describe("against today's PostHog", () => {
  test("a new user is connected: the app registers itself on the way", async ({ signedIn: page }) => {
    await connect(page);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Default project");
  });

  test("an existing user is connected through consent, and the refused link has its own words", async ({
    atConsent: page,
  }) => {
    await approve(page, "Website");
    await page.getByRole("button", { name: "Open in PostHog" }).click();
    await expect(problem(page, "One-click links need a higher tier")).toBeVisible();
    await expect(page.getByRole("link", { name: /without the one-click link/ })).toBeVisible();
  });
});
