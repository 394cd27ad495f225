import type { BrowserContext, Page } from "@playwright/test";
import type { Sandbox } from "../support/sandbox";
import { connect, expect, expectConnected, test } from "./support/fixtures";
import { approve, createPostHogUser, logIn } from "./support/posthog-pages";

const RESOURCES = "/api/agentic/provisioning/resources/";

/** Presses the button on a page that was opened before the connection was made. */
async function connectFromStaleTab(page: Page, project: string): Promise<void> {
  await page.getByRole("button", { name: "Connect PostHog" }).click();
  await approve(page, project);
  await expectConnected(page);
}

/** The id of the project on this connection page. */
async function projectIdOn(page: Page): Promise<string> {
  const name = await page.getByText(/\(\d+\)$/).innerText();
  return name.match(/\((\d+)\)$/)?.[1] ?? "";
}

/**
 * Connects on the consent page, then again from a stale tab. Returns which of the person's projects were removed at
 * PostHog meanwhile: the app may still be removing those of people before them.
 */
async function connectTwice(
  page: Page,
  context: BrowserContext,
  sandbox: Sandbox,
  { email, projects: [first, second] }: { email: string; projects: readonly [string, string] },
) {
  const stale = await context.newPage();
  await stale.goto("/connection");
  await approve(page, first);
  await expectConnected(page);
  const ids = [await projectIdOn(page)];
  const before = await sandbox.lastRequest();
  await connectFromStaleTab(stale, second);
  ids.push(await projectIdOn(stale));
  await expect.poll(() => sandbox.liveGrants(email)).toBe(1);
  const requests = await sandbox.requestsSince(before, RESOURCES);
  await stale.getByRole("button", { name: "Open in PostHog" }).click();
  await expect(stale).toHaveURL(/\/project\/\d+$/);
  const removed = requests.filter(({ path }) => ids.some((id) => path === `${RESOURCES}${id}/remove`));
  return removed.map(({ path, status }) => ({ isFormer: path === `${RESOURCES}${ids[0]}/remove`, status }));
}

test.describe("connecting over a live connection, from a tab that does not know of it", () => {
  test("revokes the former grant and keeps the project that both have", async ({
    atConsent: page,
    context,
    sandbox,
    newEmail,
  }) => {
    const removals = await connectTwice(page, context, sandbox, {
      email: newEmail,
      projects: ["Website", "Website"],
    });
    expect(removals).toEqual([]);
  });

  test("in the other region ends the former connection there, and it alone", async ({
    signedIn: page,
    context,
    sandbox,
    newEmail,
  }) => {
    const stale = await context.newPage();
    await stale.goto("/connection");
    await connect(page);
    await connect(stale, { region: "European Union" });
    await expect.poll(() => sandbox.liveGrants(newEmail, "us")).toBe(0);
    expect(await sandbox.liveGrants(newEmail, "eu")).toBe(1);
    await page.reload();
    await expectConnected(page);
  });
});

test.describe("connecting over a live connection to another project", () => {
  test.use({ projects: ["Web", "Mobile"] });

  test("removes the former project and revokes its grant", async ({
    atConsent: page,
    context,
    sandbox,
    newEmail,
  }) => {
    const removals = await connectTwice(page, context, sandbox, {
      email: newEmail,
      projects: ["Web", "Mobile"],
    });
    expect(removals).toEqual([{ isFormer: true, status: 200 }]);
  });
});

test("a consent that is given after the account was deleted connects no one", async ({
  atConsent: page,
  context,
  sandbox,
  newEmail,
}) => {
  const other = await context.newPage();
  await other.goto("/connection/delete-account");
  await other.getByRole("button", { name: "Delete my account" }).click();
  await expect(other.getByText("Your account is deleted")).toBeVisible();
  await approve(page, "Website");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("You are signed out");
  expect(await sandbox.liveGrants(newEmail)).toBe(0);
});

test("someone who deletes their account while PostHog is down, and comes back, keeps the new connection", async ({
  signedIn: page,
  sandbox,
  newEmail,
  signIn,
}) => {
  test.slow();
  await createPostHogUser(sandbox, newEmail);
  await page.getByRole("button", { name: "Connect PostHog" }).click();
  await logIn(page, newEmail);
  await approve(page, "Website");
  await sandbox.plantFault({ method: "POST", path: RESOURCES, kind: "status", status: 503, times: null });
  await page.getByRole("link", { name: "Delete my account" }).click();
  await page.getByRole("button", { name: "Delete my account" }).click();
  await expect(page.getByText("Your account is deleted")).toBeVisible();
  expect(await sandbox.liveGrants(newEmail)).toBe(1);
  await signIn(newEmail);
  await connectFromStaleTab(page, "Website");
  await sandbox.control("DELETE", "faults");
  await expect.poll(() => sandbox.liveGrants(newEmail), { timeout: 60_000 }).toBe(1);
  await page.getByRole("button", { name: "Open in PostHog" }).click();
  await expect(page).toHaveURL(/\/project\/\d+$/);
});
