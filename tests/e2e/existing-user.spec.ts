import { brand } from "../../lib/platform/brand";
import { expect, expectConnected, test } from "./support/fixtures";
import {
  approve,
  approveWithoutReturning,
  createPostHogUser,
  haveSession,
  logIn,
  reachConsent,
} from "./support/posthog-pages";

test.describe("a person who has a PostHog account", () => {
  test("approves on PostHog's consent page and is connected to the project chosen there", async ({
    page,
    world,
    sandbox,
    newEmail,
    signIn,
  }) => {
    await createPostHogUser(sandbox, newEmail, ["Web", "Mobile"]);
    await signIn(newEmail);
    await reachConsent(page, newEmail);
    await expect(page.getByRole("heading", { level: 1 })).toContainText(brand.name);
    await approve(page, "Mobile");
    await expect(page).toHaveURL(`${world.appUrl}/connection`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Mobile");
    await expect(page.getByText(newEmail).first()).toBeVisible();
    await page.getByRole("button", { name: "Open in PostHog" }).click();
    await expect(page.getByText("Mobile").first()).toBeVisible();
    await expect(page).toHaveURL(/\/project\/\d+$/);
  });

  test("who is logged in to PostHog as someone else is sent back there, and connects after logging out", async ({
    page,
    context,
    sandbox,
    newEmail,
    signIn,
  }) => {
    const someoneElse = await createPostHogUser(sandbox, `else-${newEmail}`);
    await createPostHogUser(sandbox, newEmail);
    await haveSession(page, sandbox, someoneElse);
    await signIn(newEmail);
    await page.getByRole("button", { name: "Connect PostHog" }).click();
    await expect(page).toHaveURL(/\/\?error=email_mismatch$/);
    await context.clearCookies({ domain: "127.0.0.1" });
    await page.goto("/connection");
    await page.getByRole("button", { name: "Connect PostHog" }).click();
    await logIn(page, newEmail);
    await approve(page, "Website");
    await expectConnected(page);
  });

  test("who never comes back finds a hint, and starts again with success", async ({ atConsent: page }) => {
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.goto("/connection");
    await expect(page.getByText("You have not come back from PostHog yet")).toBeVisible();
    await page.getByRole("button", { name: "Connect PostHog" }).click();
    await approve(page, "Website");
    await expectConnected(page);
  });

  test("whose answer never arrives meets a page that PostHog has ended once, then starts again with success", async ({
    atConsent: page,
  }) => {
    await approveWithoutReturning(page);
    await page.goto("/connection");
    await page.getByRole("button", { name: "Connect PostHog" }).click();
    await expect(page).toHaveURL(/error=expired_or_invalid_state/);
    await page.goto("/connection");
    await page.getByRole("button", { name: "Connect PostHog" }).click();
    await approve(page, "Website");
    await expectConnected(page);
  });
});
