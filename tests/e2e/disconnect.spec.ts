import type { Page } from "@playwright/test";
import type { Region, Sandbox } from "../support/sandbox";
import { connect, expect, expectConnected, test } from "./support/fixtures";
import { approve, createPostHogUser, reachConsent } from "./support/posthog-pages";

const RESOURCES = "/api/agentic/provisioning/resources/";
const REVOCATION = "/oauth/revoke/";

async function connectExisting(page: Page, sandbox: Sandbox, email: string): Promise<void> {
  await createPostHogUser(sandbox, email);
  await reachConsent(page, email);
  await approve(page, "Website");
  await expectConnected(page);
}

async function disconnect(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Disconnect" }).click();
  await page.getByRole("button", { name: "Disconnect" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Disconnected." })).toBeVisible();
}

async function removals(sandbox: Sandbox, since: number, region: Region = "us"): Promise<(number | null)[]> {
  const requests = await sandbox.requestsSince(since, RESOURCES, region);
  return requests.filter(({ path }) => path.endsWith("/remove")).map(({ status }) => status);
}

async function revocations(
  sandbox: Sandbox,
  since: number,
  region: Region = "us",
): Promise<(number | null)[]> {
  return (await sandbox.requestsSince(since, REVOCATION, region)).map(({ status }) => status);
}

test.describe("disconnecting", () => {
  test("says what it means, removes the project, revokes the grant, and connecting again works", async ({
    signedIn: page,
    sandbox,
    newEmail,
  }) => {
    await connectExisting(page, sandbox, newEmail);
    const before = await sandbox.lastRequest();
    await page.getByRole("link", { name: "Disconnect" }).click();
    await expect(page.getByRole("heading", { name: "Disconnect PostHog?" })).toBeVisible();
    await expect(page.getByText("its data stay as they are", { exact: false })).toBeVisible();
    await page.getByRole("link", { name: "Keep everything as it is" }).click();
    await expectConnected(page);
    expect(await removals(sandbox, before)).toEqual([]);
    await disconnect(page);
    expect(await removals(sandbox, before)).toEqual([200]);
    expect(await revocations(sandbox, before)).toEqual([200]);
    expect(await sandbox.liveGrants(newEmail)).toBe(0);
    await page.goto("/connection/activity");
    await expect(page.getByRole("listitem").first()).toContainText("Disconnected from PostHog");
    await page.goto("/connection");
    await page.getByRole("button", { name: "Connect PostHog" }).click();
    await approve(page, "Website");
    await page.getByRole("button", { name: "Open in PostHog" }).click();
    await expect(page).toHaveURL(/\/project\/\d+$/);
    expect(await sandbox.liveGrants(newEmail)).toBe(1);
  });

  test("works while PostHog is down: the project is removed when PostHog is back, even if the access token has expired", async ({
    connected: page,
    sandbox,
    newEmail,
  }) => {
    test.slow();
    await sandbox.plantFault({ method: "POST", path: RESOURCES, kind: "reset", times: null });
    await disconnect(page);
    await expect(page.getByRole("button", { name: "Connect PostHog" })).toBeVisible();
    await page.goto("/connection/activity");
    await expect(page.getByText("Could not remove the project at PostHog right away")).toBeVisible();
    const before = await sandbox.lastRequest();
    await sandbox.advanceClock(3601);
    await sandbox.control("DELETE", "faults");
    await expect.poll(() => removals(sandbox, before), { timeout: 60_000 }).toContain(200);
    await expect.poll(() => sandbox.liveGrants(newEmail)).toBe(0);
  });

  test("is complete where PostHog has no endpoint that revokes", async ({ connected: page, sandbox }) => {
    const before = await sandbox.lastRequest();
    await sandbox.plantFault({ method: "POST", path: REVOCATION, kind: "status", status: 404, times: null });
    await disconnect(page);
    expect(await removals(sandbox, before)).toEqual([200]);
    expect(await revocations(sandbox, before)).toEqual([404]);
    await sandbox.control("DELETE", "faults");
    await page.goto("/connection/activity");
    await expect(page.getByText("Could not remove")).toHaveCount(0);
  });

  test("a removal that is still to come leaves the project to the user who connects again", async ({
    signedIn: page,
    sandbox,
    newEmail,
  }) => {
    test.slow();
    await connectExisting(page, sandbox, newEmail);
    await sandbox.plantFault({ method: "POST", path: RESOURCES, kind: "status", status: 503, times: null });
    await disconnect(page);
    await page.getByRole("button", { name: "Connect PostHog" }).click();
    await approve(page, "Website");
    await expectConnected(page);
    const before = await sandbox.lastRequest();
    await sandbox.control("DELETE", "faults");
    await expect.poll(() => revocations(sandbox, before), { timeout: 60_000 }).toEqual([200]);
    expect(await removals(sandbox, before)).toEqual([]);
    expect(await sandbox.liveGrants(newEmail)).toBe(1);
    await page.getByRole("button", { name: "Open in PostHog" }).click();
    await expect(page).toHaveURL(/\/project\/\d+$/);
  });

  test("touches no one else, and asks who is there", async ({ page, neighbour, newEmail, signIn }) => {
    await page.goto("/connection/disconnect");
    await expect(page).toHaveURL(/\/sign-in/);
    await signIn(newEmail);
    await connect(page);
    await neighbour.goto("/connection/disconnect");
    await expect(neighbour.getByRole("button", { name: "Connect PostHog" })).toBeVisible();
    await connect(neighbour);
    await disconnect(neighbour);
    await page.reload();
    await expectConnected(page);
  });
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a connected user disconnects", async ({ connected: page }) => {
    await disconnect(page);
    await expect(page.getByRole("button", { name: "Connect PostHog" })).toBeVisible();
  });
});
