import { brand } from "../../lib/brand";
import { expect, expectConnected, test } from "./support/fixtures";
import { approve, createPostHogUser, haveSession, logIn, reachConsent } from "./support/posthog-pages";

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

  test("who is logged in to PostHog as somebody else switches account and goes on", async ({
    page,
    sandbox,
    newEmail,
    signIn,
  }) => {
    const somebodyElse = await createPostHogUser(sandbox, `else-${newEmail}`);
    await createPostHogUser(sandbox, newEmail);
    await haveSession(page, sandbox, somebodyElse);
    await signIn(newEmail);
    await page.getByRole("button", { name: "Connect PostHog" }).click();
    await expect(page).toHaveURL(/\/agentic\/account-mismatch/);
    await page.getByRole("button", { name: "Switch account" }).click();
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
});
