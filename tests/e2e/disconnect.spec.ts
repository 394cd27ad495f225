import type { Page } from "@playwright/test";
import type { Sandbox } from "../support/sandbox";
import { connect, expect, expectConnected, test } from "./support/fixtures";
import { approve, createPostHogUser, reachConsent } from "./support/posthog-pages";

const RESOURCES = "/api/agentic/provisioning/resources/";

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

async function removals(sandbox: Sandbox, since: number): Promise<(number | null)[]> {
  const requests = await sandbox.requestsSince(since, RESOURCES);
  return requests.filter(({ path }) => path.endsWith("/remove")).map(({ status }) => status);
}

test.describe("disconnecting", () => {
  test("says what it means, releases the project, and connecting again works", async ({
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
    await page.goto("/connection/activity");
    await expect(page.getByRole("listitem").first()).toContainText("Disconnected from PostHog");
    await page.goto("/connection");
    await page.getByRole("button", { name: "Connect PostHog" }).click();
    await approve(page, "Website");
    await page.getByRole("button", { name: "Open in PostHog" }).click();
    await expect(page).toHaveURL(/\/project\/\d+$/);
  });

  test("works while PostHog is down, which is told as soon as it is back", async ({
    connected: page,
    sandbox,
  }) => {
    test.slow();
    await sandbox.plantFault({ method: "POST", path: RESOURCES, kind: "reset", times: null });
    await disconnect(page);
    await expect(page.getByRole("button", { name: "Connect PostHog" })).toBeVisible();
    await page.goto("/connection/activity");
    await expect(page.getByText("Could not remove the project at PostHog right away")).toBeVisible();
    const before = await sandbox.lastRequest();
    await sandbox.control("DELETE", "faults");
    await expect.poll(() => removals(sandbox, before), { timeout: 60_000 }).toContain(200);
  });

  test("a release that is still to come is forgotten when the user connects again", async ({
    signedIn: page,
    neighbour,
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
    // Another person's release, begun later and done, shows that ours would have had its turn.
    await connect(neighbour);
    await sandbox.plantFault({ method: "POST", path: RESOURCES, kind: "status", status: 503, times: 3 });
    await disconnect(neighbour);
    await expect
      .poll(async () => (await removals(sandbox, before)).filter((status) => status === 200).length, {
        timeout: 60_000,
      })
      .toBe(1);
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
