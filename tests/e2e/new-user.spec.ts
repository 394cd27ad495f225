import { connect, expect, test } from "./support/fixtures";

test.describe("a person who is new to PostHog", () => {
  test("is connected without leaving the page, and sees project, token, snippets and scopes", async ({
    signedIn: page,
  }) => {
    await connect(page);
    await expect(page).toHaveURL(/\/connection$/);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Default project");
    await expect(page.getByText(/^phc_\w+$/)).toBeVisible();
    await expect(page.getByText(/posthog\.init\("phc_\w+"/)).toBeVisible();
    await expect(page.getByText(/new PostHog\("phc_\w+"/)).toBeVisible();
    await expect(page.getByText("United States")).toBeVisible();
    await expect(page.getByText("query:read")).toBeVisible();
  });

  test("lands in the project, logged in, with the first click", async ({ connected: page, newEmail }) => {
    await page.getByRole("button", { name: "Open in PostHog" }).click();
    await expect(page).toHaveURL(/\/project\/\d+$/);
    await expect(page.getByText(newEmail).first()).toBeVisible();
    await expect(page.getByText("Default project").first()).toBeVisible();
  });

  test("can choose the EU, and everything then happens there", async ({ signedIn: page, sandbox }) => {
    const before = await sandbox.lastRequest("eu");
    await connect(page, { region: "European Union" });
    await expect(page.getByText("European Union")).toBeVisible();
    const account = await sandbox.requestsSince(before, "/api/agentic/provisioning/account_requests", "eu");
    expect(account.map(({ status }) => status)).toContain(200);
  });
});
