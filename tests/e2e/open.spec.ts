import type { Page } from "@playwright/test";
import { verifyEmail } from "../resilience/support/story";
import { connect, expect, test } from "./support/fixtures";
import { createPostHogUser } from "./support/posthog-pages";
import type { World } from "./support/world";

const MINT = "/api/agentic/provisioning/deep_links";
const REDEEM = "/agentic/login";

/** Connects a new user who has followed the welcome mail, so that links lead into the project. */
async function connectVerified(page: Page, world: World, email: string): Promise<void> {
  await connect(page);
  await verifyEmail(world.sandbox, email);
}

test.describe("Open in PostHog", () => {
  test("mints its link on the click and never before", async ({ signedIn: page, world, newEmail }) => {
    await connectVerified(page, world, newEmail);
    const before = await world.sandbox.lastRequest();
    await page.reload();
    await page.getByRole("button", { name: "Open in PostHog" }).hover();
    await page.getByRole("button", { name: "Open in PostHog" }).focus();
    await page.goto("/");
    await page.getByRole("link", { name: "Go to your PostHog connection" }).hover();
    await page.goto("/connection");
    expect(await world.sandbox.requestsSince(before, MINT)).toEqual([]);
    await page.getByRole("button", { name: "Open in PostHog" }).click();
    await expect(page).toHaveURL(/\/project\/\d+$/);
    await expect(page.getByText(newEmail).first()).toBeVisible();
    expect(await world.sandbox.requestsSince(before, MINT)).toHaveLength(1);
    expect(await world.sandbox.requestsSince(before, REDEEM)).toHaveLength(1);
  });

  test("pressed twice mints two links, and each is opened once", async ({
    signedIn: page,
    world,
    newEmail,
  }) => {
    await connectVerified(page, world, newEmail);
    const before = await world.sandbox.lastRequest();
    for (const _press of [1, 2]) {
      await page.goto("/connection");
      await page.getByRole("button", { name: "Open in PostHog" }).click();
      await expect(page).toHaveURL(/\/project\/\d+$/);
    }
    expect(await world.sandbox.requestsSince(before, MINT)).toHaveLength(2);
    expect(await world.sandbox.requestsSince(before, REDEEM)).toHaveLength(2);
  });

  test("makes a link that PostHog refuses the second time", async ({ signedIn: page, world, newEmail }) => {
    await connectVerified(page, world, newEmail);
    const opened = page.waitForRequest((request) => request.url().includes(`${REDEEM}?token=`));
    await page.getByRole("button", { name: "Open in PostHog" }).click();
    const link = (await opened).url();
    await expect(page).toHaveURL(/\/project\/\d+$/);
    await page.goto(link);
    await expect(page).toHaveURL(/error=expired_or_invalid_token/);
  });

  for (const [label, path] of [
    ["Insights", "insights"],
    ["Session replay", "replay"],
    ["Feature flags", "feature_flags"],
  ] as const) {
    test(`can land in ${label}, where the server knows about paths`, async ({
      signedIn: page,
      world,
      newEmail,
    }) => {
      await connectVerified(page, world, newEmail);
      await page.getByRole("button", { name: label, exact: true }).click();
      await expect(page).toHaveURL(new RegExp(`/project/\\d+(/${path})?$`));
    });
  }

  test("sends PostHog no referrer", async ({ signedIn: page, world, newEmail }) => {
    await connectVerified(page, world, newEmail);
    const opened = page.waitForRequest((request) => request.url().includes(`${REDEEM}?token=`));
    await page.getByRole("button", { name: "Open in PostHog" }).click();
    expect((await (await opened).allHeaders()).referer).toBeUndefined();
  });

  test("refreshes an expired token on the way, and the person notices nothing", async ({
    signedIn: page,
    world,
    newEmail,
  }) => {
    await connectVerified(page, world, newEmail);
    await world.sandbox.advanceClock(3601);
    for (const _hour of [1, 2]) {
      await page.goto("/connection");
      await page.getByRole("button", { name: "Open in PostHog" }).click();
      await expect(page).toHaveURL(/\/project\/\d+$/);
      await world.sandbox.advanceClock(3601);
    }
  });

  test("names the refusal when links are not enabled, and offers the ordinary address", async ({
    signedIn: page,
    world,
    newEmail,
  }) => {
    await connectVerified(page, world, newEmail);
    await planFault(world, 403, {
      status: "error",
      id: "",
      error: { code: "deep_links_not_enabled", message: "Deep links are not enabled for this partner" },
    });
    await page.getByRole("button", { name: "Open in PostHog" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "not switched on for this app" })).toBeVisible();
    await expect(page.getByRole("link", { name: /without the one-click link/ })).toHaveAttribute(
      "href",
      new RegExp(`^${world.sandbox.origins.us}/project/\\d+$`),
    );
    await page.getByRole("button", { name: "Open in PostHog" }).click();
    await expect(page).toHaveURL(/\/project\/\d+$/);
  });

  test("says when to try again after a rate limit", async ({ connected: page, world }) => {
    await planFault(
      world,
      429,
      { status: "error", id: "", error: { code: "rate_limited", message: "…" } },
      { "retry-after": "42" },
    );
    await page.getByRole("button", { name: "Open in PostHog" }).click();
    const alert = page.getByRole("alert").filter({ hasText: "PostHog asks us to slow down" });
    await expect(alert).toContainText(/try again in 4[12] seconds/);
    await expect(alert, "counts down").toContainText(/try again in (40|3\d) seconds/);
  });

  test("a button left open after signing out elsewhere leads to signing in", async ({
    connected: page,
    context,
  }) => {
    await context.clearCookies();
    await page.getByRole("button", { name: "Open in PostHog" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "You are signed out" })).toBeVisible();
  });
});

test("two people never see each other's connection", async ({ page, browser, world, newEmail, signIn }) => {
  const second = await browser.newPage({ baseURL: world.appUrl });
  await createPostHogUser(world.sandbox, `second-${newEmail}`);
  await signIn(newEmail);
  await connect(page);
  const token = await page.getByText(/^phc_\w+$/).textContent();
  await signIn(`second-${newEmail}`, second);
  await expect(second.getByRole("button", { name: "Connect PostHog" })).toBeVisible();
  await expect(second.getByText(token ?? "", { exact: false })).toHaveCount(0);
  await second.close();
});

/** Lets PostHog answer the next minting of a link like this, once; the tests of one worker run one by one. */
async function planFault(world: World, status: number, body: object, headers: Record<string, string> = {}) {
  const response = await fetch(`${world.sandbox.origins.us}/_sandbox/faults`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ method: "POST", path: MINT, kind: "status", status, body, headers, times: 1 }),
  });
  expect(response.status).toBe(201);
}
