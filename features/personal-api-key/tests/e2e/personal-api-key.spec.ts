import type { Page } from "@playwright/test";
import { expectAccessible, expectToFitSmallPhone } from "@/tests/e2e/support/accessible";
import { test } from "@/tests/e2e/support/current";
import { test as documented, expect, expectConnected, problem } from "@/tests/e2e/support/fixtures";
import { createPersonalApiKey, findAccount, giveKey, pasteKey } from "../support/personal-api-keys";

const pasted = (page: Page) => page.getByRole("region", { name: "The key you gave us" });
const maskOf = (key: string) => `phx_...${key.slice(-4)}`;

test.describe("a personal API key", () => {
  test("is checked at once, shown by its mask with what it may do, and deleted on demand", async ({
    connected: page,
    world,
    sandbox,
    newEmail,
  }) => {
    await page.getByRole("link", { name: "Personal API key" }).click();
    await expect(pasted(page)).toHaveCount(0);
    const key = await createPersonalApiKey(sandbox, newEmail, ["project:write", "organization:read"]);
    await giveKey(page, key);
    await expect(pasted(page)).toContainText(maskOf(key));
    await expect(pasted(page).getByRole("listitem")).toHaveText(["project:write", "organization:read"]);
    await page.reload();
    await expect(pasted(page)).toBeVisible();
    for (const text of [await page.content(), page.url(), world.appOutput()]) expect(text).not.toContain(key);
    await pasted(page).getByRole("button", { name: "Delete it here" }).click();
    await expect(page.getByText("We have deleted the key here.", { exact: false })).toBeVisible();
    await expect(pasted(page)).toHaveCount(0);
    await page.goto("/connection/activity");
    await expect(page.getByRole("listitem").nth(0)).toContainText("Removed a personal API key");
    await expect(page.getByRole("listitem").nth(1)).toContainText("Added a personal API key");
  });

  test("that allows everything in one project is good for that project only", async ({
    connected: page,
    sandbox,
    newEmail,
  }) => {
    const { projectId } = await findAccount(sandbox, newEmail);
    const limits = { scoped_teams: [projectId] };
    await giveKey(page, await createPersonalApiKey(sandbox, newEmail, ["*"], limits));
    await expect(pasted(page).getByRole("listitem")).toHaveText(["project:write"]);
  });

  test("changes nothing at PostHog while it is checked", async ({ connected: page, sandbox, newEmail }) => {
    const key = await createPersonalApiKey(sandbox, newEmail, ["*"]);
    const before = await sandbox.lastRequest();
    await giveKey(page, key);
    const requests = await sandbox.requestsSince(before, "/api/");
    expect(requests.map(({ status }) => status)).toEqual([400, 400]);
  });

  test("replaces the one before, and goes when the user disconnects", async ({
    connected: page,
    sandbox,
    newEmail,
  }) => {
    await giveKey(page, await createPersonalApiKey(sandbox, newEmail, ["project:read"]));
    const key = await createPersonalApiKey(sandbox, newEmail, ["organization:write"]);
    await giveKey(page, key);
    await expect(pasted(page).getByRole("listitem")).toHaveText(["organization:write"]);
    await page.goto("/connection/disconnect");
    await expect(page.getByText(`the personal API key we have stored (${maskOf(key)})`)).toBeVisible();
    await page.getByRole("button", { name: "Disconnect" }).click();
    await expect(page.getByText("Disconnected.", { exact: false })).toBeVisible();
    await page.getByRole("button", { name: "Connect PostHog" }).click();
    await page.getByLabel("E-mail").fill(newEmail);
    await page.getByRole("button", { name: "Log in", exact: true }).click();
    await page.getByRole("button", { name: "Approve" }).click();
    await expectConnected(page);
    await page.goto("/connection/personal-api-key");
    await expect(pasted(page)).toHaveCount(0);
  });

  test("that is unknown, of another kind or good for nothing here is refused, and not repeated", async ({
    connected: page,
    world,
    sandbox,
    newEmail,
  }) => {
    for (const [key, title, detail] of [
      [`phx_${"x".repeat(47)}`, "PostHog does not know this personal API key", ""],
      [`phs_${"x".repeat(47)}`, "That is not a personal API key", ""],
      [
        await createPersonalApiKey(sandbox, newEmail, ["insight:read"]),
        "PostHog needs more permission",
        "PostHog says: “API key missing required scope 'project:read'”",
      ],
    ] as const) {
      await pasteKey(page, key);
      await expect(problem(page, title)).toContainText(detail);
      expect(await page.content()).not.toContain(key);
      expect(world.appOutput()).not.toContain(key);
      await page.goto("/connection/personal-api-key");
      await expect(pasted(page)).toHaveCount(0);
    }
  });

  test("has a page that passes axe in both themes and fits a small phone", async ({
    connected: page,
    sandbox,
    newEmail,
  }) => {
    await pasteKey(page, "phx_nobody");
    await expect(problem(page, "PostHog does not know")).toBeVisible();
    await expectAccessible(page);
    await giveKey(page, await createPersonalApiKey(sandbox, newEmail, ["*"]));
    await expectAccessible(page);
    await expectToFitSmallPhone(page);
  });

  test("is nothing for people without a project", async ({ page, newEmail, signIn }) => {
    await page.goto("/connection/personal-api-key");
    await expect(page).toHaveURL(/\/sign-in/);
    await signIn(newEmail);
    await page.goto("/connection/personal-api-key");
    await expect(page.getByRole("button", { name: "Connect PostHog" })).toBeVisible();
  });
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a key is refused, taken and deleted", async ({ connected: page, sandbox, newEmail }) => {
    await pasteKey(page, "phx_nobody");
    await expect(page.getByText("PostHog does not know this personal API key")).toBeVisible();
    await giveKey(page, await createPersonalApiKey(sandbox, newEmail, ["project:write"]));
    await page.getByRole("button", { name: "Delete it here" }).click();
    await expect(pasted(page)).toHaveCount(0);
  });
});

documented("the key that comes with a project is kept, and can be deleted", async ({ connected: page }) => {
  await page.getByRole("link", { name: "Personal API key" }).click();
  const held = page.getByRole("region", { name: "The key that came with your project" });
  await expect(held).toContainText(/phx_\.\.\.\w{4}/);
  await held.getByRole("button", { name: "Delete it here" }).click();
  await expect(page.getByText("We have deleted the key here.", { exact: false })).toBeVisible();
  await expect(held).toHaveCount(0);
});
