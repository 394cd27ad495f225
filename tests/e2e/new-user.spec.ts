import { scopeReasons } from "../../features";
import { requestedScopes } from "../../lib/connection/scopes";
import { verifyEmail } from "../resilience/support/story";
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

  test("can name the project, which is then the one that is connected and opens", async ({
    signedIn: page,
    sandbox,
    newEmail,
  }) => {
    await page.getByLabel("Project name").fill("Vegetable garden");
    await connect(page);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Vegetable garden");
    await verifyEmail(sandbox, newEmail);
    await page.getByRole("button", { name: "Open in PostHog" }).click();
    await expect(page).toHaveURL(/\/project\/\d+$/);
    await expect(page.getByText("Vegetable garden").first()).toBeVisible();
  });

  test("is asked for no more than there is a reason for, and sees what was granted and why", async ({
    connected: page,
  }) => {
    const granted = page.getByRole("region", { name: "Connection", exact: true }).getByRole("listitem");
    await expect(granted).toHaveText(
      requestedScopes(scopeReasons).map((scope) => `${scope} ${scopeReasons[scope]}`),
    );
  });

  test("makes the app call nothing that PostHog refuses, from connecting to disconnecting", async ({
    signedIn: page,
    sandbox,
  }) => {
    const before = await sandbox.lastRequest();
    await connect(page);
    await page.getByRole("button", { name: "Open in PostHog" }).click();
    await expect(page).toHaveURL(/\/project\/\d+$/);
    await page.goto("/connection/disconnect");
    await page.getByRole("button", { name: "Disconnect" }).click();
    await expect(page.getByRole("button", { name: "Connect PostHog" })).toBeVisible();
    const calls = [
      ...(await sandbox.requestsSince(before, "/api/")),
      ...(await sandbox.requestsSince(before, "/oauth/")),
    ];
    expect(calls.map(({ path }) => path)).toEqual(
      expect.arrayContaining(["/oauth/introspect/", "/oauth/revoke/"]),
    );
    expect(calls.filter(({ status }) => status === 0 || status >= 400)).toEqual([]);
  });

  test("can choose the EU, and everything then happens there", async ({ signedIn: page, sandbox }) => {
    const before = await sandbox.lastRequest("eu");
    await connect(page, { region: "European Union" });
    await expect(page.getByText("European Union")).toBeVisible();
    const account = await sandbox.requestsSince(before, "/api/agentic/provisioning/account_requests", "eu");
    expect(account.map(({ status }) => status)).toContain(200);
  });
});
