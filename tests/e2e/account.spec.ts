import type { Page } from "@playwright/test";
import { connect, expect, expectConnected, test } from "./support/fixtures";

const RESOURCES = "/api/agentic/provisioning/resources/";

async function deleteAccount(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Delete my account" }).click();
  await page.getByRole("button", { name: "Delete my account" }).click();
  await expect(page.getByText("Your account is deleted")).toBeVisible();
}

test.describe("deleting the account", () => {
  test("takes everything along, and leaves a session cookie worth nothing", async ({
    page,
    context,
    sandbox,
    newEmail,
    signIn,
  }) => {
    await page.goto("/connection/delete-account");
    await expect(page).toHaveURL(/\/sign-in/);
    await signIn(newEmail);
    await connect(page);
    const cookies = await context.cookies();
    const before = await sandbox.lastRequest();
    await deleteAccount(page);
    await expect(page.getByRole("link", { name: "Sign in" })).toBeVisible();
    expect((await context.cookies()).filter(({ name }) => name.includes("session-token"))).toEqual([]);
    const removals = await sandbox.requestsSince(before, RESOURCES);
    expect(removals.map(({ method, status }) => `${method} ${status}`)).toEqual(["POST 200"]);
    await context.addCookies(cookies);
    await page.goto("/connection");
    await expect(page).toHaveURL(/\/sign-in/);
    await signIn(newEmail);
    await expect(page.getByRole("button", { name: "Connect PostHog" })).toBeVisible();
    await page.goto("/connection/activity");
    await expect(page.getByText("Nothing yet.")).toBeVisible();
  });

  test("works while PostHog is down, which is told as soon as it is back", async ({
    connected: page,
    sandbox,
    newEmail,
  }) => {
    test.slow();
    await sandbox.plantFault({ method: "POST", path: RESOURCES, kind: "reset", times: null });
    await deleteAccount(page);
    const before = await sandbox.lastRequest();
    await sandbox.control("DELETE", "faults");
    const statuses = async () => (await sandbox.requestsSince(before, RESOURCES)).map(({ status }) => status);
    await expect.poll(statuses, { timeout: 60_000 }).toContain(200);
    await expect.poll(() => sandbox.liveGrants(newEmail)).toBe(0);
  });

  test("touches no one else", async ({ connected: page, neighbour }) => {
    await deleteAccount(neighbour);
    await page.reload();
    await expectConnected(page);
  });
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("an account is deleted too", async ({ connected: page }) => {
    await deleteAccount(page);
    await expect(page.getByRole("link", { name: "Sign in" })).toBeVisible();
  });
});
