import type { Page } from "@playwright/test";
import { expectAccessible, expectToFitSmallPhone } from "./support/accessible";
import { expect, problem, test } from "./support/fixtures";
import { createPostHogUser, logIn } from "./support/posthog-pages";

async function expectLegible(page: Page): Promise<void> {
  await expectAccessible(page);
  await expectToFitSmallPhone(page);
}

test("every page of someone new passes axe in both themes and fits a small phone", async ({
  page,
  newEmail,
  signIn,
}) => {
  for (const path of ["/", "/sign-in", "/callbacks/posthog?state=stray&code=none"]) {
    await page.goto(path);
    await expectLegible(page);
  }
  await signIn(newEmail);
  for (const path of ["/connection", "/connection/activity", "/account"]) {
    await page.goto(path);
    await expectLegible(page);
  }
});

test("every page of someone connected passes axe in both themes and fits a small phone, up to the last", async ({
  connected: page,
}) => {
  await expectLegible(page);
  await page.goto("/connection/activity");
  await expect(page.getByText("Connected to PostHog · US")).toBeVisible();
  await expectLegible(page);
  for (const path of ["rotate", "disconnect"]) {
    await page.goto(`/connection/${path}`);
    await expectLegible(page);
  }
  await page.getByRole("button", { name: "Disconnect" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status").filter({ hasText: "Disconnected." })).toBeVisible();
  await expectAccessible(page);
  await page.goto("/connection/delete-account");
  await expectLegible(page);
  await page.getByRole("button", { name: "Delete my account" }).click();
  await expect(page.getByText("Your account is deleted")).toBeVisible();
  await expectAccessible(page);
});

test("an error beside the button passes axe", async ({ connected: page, sandbox }) => {
  await sandbox.plantFault({ method: "POST", path: "/api/agentic/provisioning/deep_links", kind: "html" });
  await page.getByRole("button", { name: "Open in PostHog" }).click();
  await expect(problem(page, "did not expect")).toBeVisible();
  await expectAccessible(page);
});

test("PostHog's pages on the way pass axe", async ({ signedIn: page, sandbox, newEmail }) => {
  await createPostHogUser(sandbox, newEmail);
  await page.getByRole("button", { name: "Connect PostHog" }).click();
  await expect(page.getByRole("button", { name: "Log in", exact: true })).toBeVisible();
  await expectAccessible(page);
  await logIn(page, newEmail);
  await expect(page.getByRole("button", { name: "Approve" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Approve" }).click();
  await page.getByRole("button", { name: "Open in PostHog" }).click();
  await expect(page).toHaveURL(/\/project\/\d+$/);
  await expectAccessible(page);
});
