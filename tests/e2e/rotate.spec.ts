import type { Page } from "@playwright/test";
import type { Sandbox } from "../support/sandbox";
import { rateLimited } from "./support/faults";
import { connect, expect, expectConnected, problem, test } from "./support/fixtures";
import { expectNewTabOffered } from "./support/hydration";

const RESOURCES = "/api/agentic/provisioning/resources/";

async function projectToken(page: Page): Promise<string> {
  return page.getByText(/^phc_\w+$/).innerText();
}

async function rotate(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Replace the project token" }).click();
  await page.getByRole("button", { name: "Replace the project token" }).click();
}

async function rotations(sandbox: Sandbox, since: number): Promise<number> {
  const requests = await sandbox.requestsSince(since, RESOURCES);
  return requests.filter(({ path }) => path.endsWith("/rotate_credentials")).length;
}

/** Whether PostHog still knows this project token. (It accepts events with any token, and drops unknown ones.) */
async function isAlive(sandbox: Sandbox, token: string): Promise<boolean> {
  const response = await fetch(`${sandbox.origins.us}/flags/?v=2`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token, distinct_id: "somebody" }),
  });
  return response.ok;
}

test.describe("replacing the project token", () => {
  test("says that the old one dies, shows the new one ready to paste, and asks PostHog once", async ({
    connected: page,
    sandbox,
  }) => {
    const old = await projectToken(page);
    expect(await isAlive(sandbox, old)).toBe(true);
    const before = await sandbox.lastRequest();
    await page.getByRole("link", { name: "Replace the project token" }).click();
    await expect(page.getByText(`The token ${old} of`)).toContainText("stops working at once");
    await page.getByRole("link", { name: "Keep everything as it is" }).click();
    expect(await projectToken(page)).toBe(old);
    await rotate(page);
    await expect(page.getByRole("status").filter({ hasText: "The project token is replaced" })).toBeVisible();
    const token = await projectToken(page);
    expect(token).not.toBe(old);
    await expect(page.getByText(`posthog.init("${token}"`)).toBeVisible();
    expect(await rotations(sandbox, before)).toBe(1);
    expect(await isAlive(sandbox, old)).toBe(false);
    expect(await isAlive(sandbox, token)).toBe(true);
    await page.goto("/connection/activity");
    await expect(page.getByRole("listitem").first()).toContainText("Replaced the project token");
  });

  test("says so when the answer was lost, and shows the token that counts", async ({
    connected: page,
    sandbox,
  }) => {
    const old = await projectToken(page);
    const before = await sandbox.lastRequest();
    await sandbox.plantFault({ method: "POST", path: RESOURCES, kind: "drop_response" });
    await rotate(page);
    await expect(problem(page, "answer did not reach us")).toBeVisible();
    await page.goto("/connection");
    const token = await projectToken(page);
    expect(token).not.toBe(old);
    expect(await isAlive(sandbox, token)).toBe(true);
    expect(await rotations(sandbox, before)).toBe(1);
  });

  test("shows no token while PostHog cannot tell which one counts, and then the right one", async ({
    connected: page,
    sandbox,
  }) => {
    const old = await projectToken(page);
    await sandbox.plantFault({ method: "POST", path: RESOURCES, kind: "truncate" });
    await sandbox.plantFault({ method: "GET", path: RESOURCES, kind: "html" });
    await expectNewTabOffered(page);
    await rotate(page);
    await expect(problem(page, "answer did not reach us")).toBeVisible();
    await page.goto("/connection");
    await page.getByRole("button", { name: "Finish setting up" }).click();
    await expectConnected(page);
    const token = await projectToken(page);
    expect(token).not.toBe(old);
    expect(await isAlive(sandbox, token)).toBe(true);
  });

  test("changes nothing when PostHog refuses", async ({ connected: page, sandbox }) => {
    const old = await projectToken(page);
    await sandbox.plantFault(rateLimited(RESOURCES, 30));
    await rotate(page);
    await expect(problem(page, "PostHog asks us to slow down")).toBeVisible();
    await page.goto("/connection");
    expect(await projectToken(page)).toBe(old);
  });

  test("is nothing for people without a project, and touches no one else", async ({
    page,
    neighbour,
    sandbox,
    newEmail,
    signIn,
  }) => {
    await page.goto("/connection/rotate");
    await expect(page).toHaveURL(/\/sign-in/);
    await signIn(newEmail);
    await page.goto("/connection/rotate");
    await expect(page.getByRole("button", { name: "Connect PostHog" })).toBeVisible();
    await connect(page);
    const token = await projectToken(page);
    await connect(neighbour);
    await rotate(neighbour);
    await expect(neighbour.getByRole("status").filter({ hasText: "is replaced" })).toBeVisible();
    await page.reload();
    expect(await projectToken(page)).toBe(token);
    expect(await isAlive(sandbox, token)).toBe(true);
  });
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the project token is replaced, and a lost answer is told", async ({ connected: page, sandbox }) => {
    const old = await projectToken(page);
    await sandbox.plantFault({ method: "POST", path: RESOURCES, kind: "drop_response" });
    await rotate(page);
    await expect(page.getByText("PostHog's answer did not reach us")).toBeVisible();
    await page.getByRole("button", { name: "Replace the project token" }).click();
    await expect(page.getByText("The project token is replaced")).toBeVisible();
    expect(await projectToken(page)).not.toBe(old);
  });
});
