import { expect, expectConnected, SLOWLY, test } from "./support/fixtures";
import { approve, createPostHogUser, reachConsent } from "./support/posthog-pages";

test.use({ javaScriptEnabled: false });

test.describe("without JavaScript", () => {
  test("a new user connects and presses the button", async ({ signedIn: page }) => {
    await page.getByRole("button", { name: "Connect PostHog" }).click();
    await expectConnected(page, SLOWLY);
    await page.getByRole("button", { name: "Open in PostHog" }).click();
    await expect(page).toHaveURL(/\/project\/\d+$/);
  });

  test("an existing user consents and lands in the project", async ({
    signedIn: page,
    sandbox,
    newEmail,
  }) => {
    await createPostHogUser(sandbox, newEmail);
    await reachConsent(page, newEmail);
    await approve(page, "Website");
    await page.getByRole("button", { name: "Open in PostHog" }).click();
    await expect(page).toHaveURL(/\/project\/\d+$/);
    await expect(page.getByText(newEmail).first()).toBeVisible();
  });

  test("nothing is offered that needs a script", async ({ connected: page }) => {
    await expect(page.getByText("In the browser, with posthog-js")).toBeVisible();
    await expect(page.getByRole("button", { name: /^Copy: / })).toHaveCount(0);
    await expect(page.getByRole("checkbox", { name: "In a new tab" })).toHaveCount(0);
  });

  test("someone signed out meanwhile is told so, and signs in again", async ({
    signedIn: page,
    context,
    newEmail,
  }) => {
    await context.clearCookies();
    await page.getByRole("button", { name: "Connect PostHog" }).click();
    await expect(page.getByText("You are signed out.")).toBeVisible();
    await page.getByLabel("E-mail address").fill(newEmail);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("button", { name: "Connect PostHog" })).toBeVisible();
  });

  test("a refusal is shown on the page it happened on", async ({ signedIn: page, sandbox }) => {
    await sandbox.plantFault({
      method: "POST",
      path: "/api/agentic/provisioning/account_requests",
      kind: "html",
    });
    await page.getByRole("button", { name: "Connect PostHog" }).click();
    await expect(page.getByText("PostHog answered in a way we did not expect")).toBeVisible();
    await page.getByRole("button", { name: "Try again" }).click();
    await expectConnected(page, SLOWLY);
  });
});
