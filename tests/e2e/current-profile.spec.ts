import { test } from "./support/current";
import { connect, expect, expectConnected, problem } from "./support/fixtures";
import { approve, createPostHogUser, haveSession, logIn } from "./support/posthog-pages";

// There, registration has its own endpoint, and only confidential clients get links.
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

  test("a person who is logged in to PostHog as someone else switches account and goes on", async ({
    page,
    sandbox,
    newEmail,
    signIn,
  }) => {
    const someoneElse = await createPostHogUser(sandbox, `else-${newEmail}`);
    await createPostHogUser(sandbox, newEmail);
    await haveSession(page, sandbox, someoneElse);
    await signIn(newEmail);
    await page.getByRole("button", { name: "Connect PostHog" }).click();
    await expect(page).toHaveURL(/\/agentic\/account-mismatch/);
    await page.getByRole("button", { name: "Switch account" }).click();
    await logIn(page, newEmail);
    await approve(page, "Website");
    await expectConnected(page);
  });
});
