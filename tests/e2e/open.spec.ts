import { LINKS_NOT_ENABLED, rateLimited } from "./support/faults";
import { expect, problem, test } from "./support/fixtures";

const MINT = "/api/agentic/provisioning/deep_links";
const REDEEM = "/agentic/login";

test.describe("Open in PostHog", () => {
  test("mints its link on the click and never before", async ({ verified: page, sandbox, newEmail }) => {
    const before = await sandbox.lastRequest();
    await page.reload();
    await page.getByRole("button", { name: "Open in PostHog" }).hover();
    await page.getByRole("button", { name: "Open in PostHog" }).focus();
    await page.goto("/");
    await page.getByRole("link", { name: "Go to your PostHog connection" }).hover();
    await page.goto("/connection");
    expect(await sandbox.requestsSince(before, MINT)).toEqual([]);
    await page.getByRole("button", { name: "Open in PostHog" }).click();
    await expect(page).toHaveURL(/\/project\/\d+$/);
    await expect(page.getByText(newEmail).first()).toBeVisible();
    expect(await sandbox.requestsSince(before, MINT)).toHaveLength(1);
    expect(await sandbox.requestsSince(before, REDEEM)).toHaveLength(1);
  });

  test("pressed twice mints two links, and each is opened once", async ({ verified: page, sandbox }) => {
    const before = await sandbox.lastRequest();
    for (const _press of [1, 2]) {
      await page.goto("/connection");
      await page.getByRole("button", { name: "Open in PostHog" }).click();
      await expect(page).toHaveURL(/\/project\/\d+$/);
    }
    expect(await sandbox.requestsSince(before, MINT)).toHaveLength(2);
    expect(await sandbox.requestsSince(before, REDEEM)).toHaveLength(2);
  });

  test("sends PostHog no referrer, and makes a link that is refused the second time", async ({
    verified: page,
  }) => {
    const opened = page.waitForRequest((request) => request.url().includes(`${REDEEM}?token=`));
    await page.getByRole("button", { name: "Open in PostHog" }).click();
    const link = (await opened).url();
    expect((await (await opened).allHeaders()).referer).toBeUndefined();
    await expect(page).toHaveURL(/\/project\/\d+$/);
    await page.goto(link);
    await expect(page).toHaveURL(/error=expired_or_invalid_token/);
  });

  test("is the one button of a client that does not sign, because its links have no path", async ({
    verified: page,
  }) => {
    const card = page.getByRole("region", { name: "Open in PostHog" });
    await expect(card.getByRole("button")).toHaveText(["Open in PostHog"]);
  });

  test("refreshes an expired token on the way, and the person notices nothing", async ({
    verified: page,
    sandbox,
  }) => {
    await sandbox.advanceClock(3601);
    for (const _hour of [1, 2]) {
      await page.goto("/connection");
      await page.getByRole("button", { name: "Open in PostHog" }).click();
      await expect(page).toHaveURL(/\/project\/\d+$/);
      await sandbox.advanceClock(3601);
    }
  });

  test("names the refusal when links are not enabled, and offers the ordinary address", async ({
    verified: page,
    sandbox,
  }) => {
    await sandbox.plantFault(LINKS_NOT_ENABLED);
    await page.getByRole("button", { name: "Open in PostHog" }).click();
    await expect(problem(page, "not switched on for this app")).toBeVisible();
    await expect(page.getByRole("link", { name: /without the one-click link/ })).toHaveAttribute(
      "href",
      new RegExp(`^${sandbox.origins.us}/project/\\d+$`),
    );
    await page.getByRole("button", { name: "Open in PostHog" }).click();
    await expect(page).toHaveURL(/\/project\/\d+$/);
  });

  test("says when to try again after a rate limit", async ({ connected: page, sandbox }) => {
    await sandbox.plantFault(rateLimited(MINT, 42));
    await page.getByRole("button", { name: "Open in PostHog" }).click();
    const alert = problem(page, "PostHog asks us to slow down");
    await expect(alert).toContainText(/try again in 4[12] seconds/);
    await expect(alert, "counts down").toContainText(/try again in (40|3\d) seconds/);
    await expect(alert.getByRole("link", { name: /without the one-click link/ })).toBeVisible();
  });

  test("a button left open after signing out elsewhere leads to signing in", async ({
    connected: page,
    context,
  }) => {
    await context.clearCookies();
    await page.getByRole("button", { name: "Open in PostHog" }).click();
    await expect(problem(page, "You are signed out")).toBeVisible();
  });
});

test("two people never see each other's connection", async ({ connected: page, neighbour }) => {
  const token = await page.getByText(/^phc_\w+$/).innerText();
  await neighbour.reload();
  await expect(neighbour.getByRole("button", { name: "Connect PostHog" })).toBeVisible();
  await expect(neighbour.getByText(token, { exact: false })).toHaveCount(0);
});
