import type { Page } from "@playwright/test";
import { expect, expectConnected, SLOWLY, test } from "./support/fixtures";
import { approve, approveWithoutReturning } from "./support/posthog-pages";
import { enter } from "./support/sign-in";

const CALLBACK = "/callbacks/posthog";
const TOKEN_ENDPOINT = "/api/agentic/oauth/token";
const RESOURCES = "/api/agentic/provisioning/resources";

const isFlow = ({ name }: { name: string }): boolean => name.startsWith("posthog_flow_");

test.describe("the callback", () => {
  test("with no state, or one that no one knows, says so, writes nothing, and leaves the genuine flow alone", async ({
    atConsent: page,
    context,
    world,
  }) => {
    const stray = await context.newPage();
    for (const query of ["code=abc&state=forged", "code=abc", ""]) {
      await stray.goto(`${world.appUrl}${CALLBACK}?${query}`);
      await expect(stray.getByRole("heading", { level: 1 }), query).toHaveText(
        "We do not recognise this return from PostHog",
      );
      await stray.goto(`${world.appUrl}/connection`);
      await expect(stray.getByRole("button", { name: "Connect PostHog" }), query).toBeVisible();
    }
    await approve(page, "Website");
    await expectConnected(page);
  });

  test("without a code says so, and the flow can still be finished", async ({ atConsent: page }) => {
    const back = await approveWithoutReturning(page);
    const withoutCode = new URL(back);
    withoutCode.searchParams.delete("code");
    await page.goto(withoutCode.href);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("PostHog sent you back without a code");
    await page.goto(back);
    await expectConnected(page);
  });

  test("reloaded, come back to, or opened in a restored tab leads to the connection, and runs nothing", async ({
    atConsent: page,
    context,
    sandbox,
  }) => {
    const back = await approveWithoutReturning(page);
    const cookies = await context.cookies();
    expect(cookies.filter(isFlow)).toHaveLength(1);
    await page.goto(back);
    await expectConnected(page);
    expect((await context.cookies()).filter(isFlow)).toEqual([]);
    const before = await sandbox.lastRequest();
    await page.goto(back);
    await expectConnected(page);
    await context.addCookies(cookies);
    await page.goto(back);
    await expectConnected(page);
    await page.goto("/");
    await page.goBack();
    await expectConnected(page);
    expect(await sandbox.requestsSince(before, TOKEN_ENDPOINT)).toEqual([]);
  });

  test("of a flow that succeeded leads there after a new sign-in, too", async ({
    atConsent: page,
    newEmail,
  }) => {
    const back = await approveWithoutReturning(page);
    await page.goto(back);
    await expectConnected(page);
    await page.context().clearCookies();
    await page.goto(back);
    await expect(page).toHaveURL(/\/sign-in/);
    await enter(page, newEmail);
    await page.goto(back);
    await expectConnected(page);
  });

  test("delivered many times at once runs once, and each delivery waits for it", async ({
    atConsent: page,
    sandbox,
  }) => {
    const back = await approveWithoutReturning(page);
    const before = await sandbox.lastRequest();
    await sandbox.plantFault({ method: "POST", path: TOKEN_ENDPOINT, kind: "delay", delay_ms: 1500 });
    const deliveries = Array.from({ length: 6 }, () => page.request.get(back, { maxRedirects: 0 }));
    const answers = await Promise.all(deliveries);
    expect(answers.map((answer) => answer.headers().location)).toEqual(Array(6).fill("/connection"));
    expect(await sandbox.requestsSince(before, TOKEN_ENDPOINT)).toMatchObject([{ status: 200 }]);
    await page.goto("/connection");
    await expectConnected(page);
  });

  for (const [words, request] of [
    ["a HEAD request", { method: "HEAD", headers: {} }],
    ["a prefetch", { method: "GET", headers: { "sec-purpose": "prefetch" } }],
    ["a prerendering", { method: "GET", headers: { "sec-purpose": "prefetch;prerender" } }],
    ["a prefetch of an older browser", { method: "GET", headers: { purpose: "prefetch" } }],
    ["an image", { method: "GET", headers: { "sec-fetch-dest": "image" } }],
    ["a frame", { method: "GET", headers: { "sec-fetch-dest": "iframe" } }],
    ["a script", { method: "GET", headers: { "sec-fetch-dest": "empty" } }],
  ] as const) {
    test(`runs nothing for ${words}, and the visit that follows connects`, async ({
      atConsent: page,
      context,
      sandbox,
    }) => {
      const back = await approveWithoutReturning(page);
      const before = await sandbox.lastRequest();
      const answer = await page.request.fetch(back, { ...request, maxRedirects: 0 });
      expect(answer.status()).toBe(request.method === "HEAD" ? 204 : 503);
      expect(await sandbox.requestsSince(before, "/")).toEqual([]);
      expect((await context.cookies()).filter(isFlow)).toHaveLength(1);
      await page.goto(back);
      await expectConnected(page);
    });
  }

  test("whose code PostHog refuses says the same each time, and never that nothing was changed", async ({
    atConsent: page,
    sandbox,
  }) => {
    const back = await approveWithoutReturning(page);
    const fault = { status: 400, body: { error: "invalid_grant" } };
    await sandbox.plantFault({ method: "POST", path: TOKEN_ENDPOINT, kind: "status", ...fault });
    for (const delivery of [1, 2]) {
      await page.goto(back);
      const heading = page.getByRole("heading", { level: 1 });
      await expect(heading, `delivery ${delivery}`).toHaveText("PostHog needs your permission again");
      await expect(page.getByText("Nothing was changed")).toHaveCount(0);
    }
    await page.goto("/connection/activity");
    await expect(page.getByText("Could not finish the consent")).toHaveCount(1);
  });

  test("that brought tokens and no project leads to finishing the set-up", async ({
    atConsent: page,
    sandbox,
  }) => {
    const back = await approveWithoutReturning(page);
    // The app retries once when it cannot read an answer.
    await sandbox.plantFault({ method: "POST", path: RESOURCES, kind: "html", times: 2 });
    await page.goto(back);
    await expect(page.getByText("Nothing was changed")).toHaveCount(0);
    await page.goto(back);
    await page.getByRole("button", { name: "Finish setting up" }).click();
    await expectConnected(page);
  });

  test("in another browser is refused", async ({ atConsent: page, browser }) => {
    const back = await approveWithoutReturning(page);
    const other = await browser.newPage();
    await other.goto(back);
    await expect(other.getByRole("heading", { level: 1 })).toHaveText(
      "We do not recognise this return from PostHog",
    );
    await other.close();
  });

  /** Signs the person out before they come back. */
  async function returnSignedOut(page: Page, back: string): Promise<void> {
    await page.goto("/");
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page.getByRole("link", { name: "Sign in" })).toBeVisible();
    await page.goto(back);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("You are signed out");
  }

  test("for someone who signed in meanwhile is refused, and connects neither", async ({
    atConsent: page,
    newEmail,
    signIn,
  }) => {
    const back = await approveWithoutReturning(page);
    await returnSignedOut(page, back);
    await signIn(`second-${newEmail}`);
    await page.goto(back);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Someone else is signed in now");
    await page.goto("/connection");
    await expect(page.getByRole("button", { name: "Connect PostHog" })).toBeVisible();
  });

  test("that was refused leaves no used consent page behind: connecting again asks anew", async ({
    atConsent: page,
    newEmail,
    signIn,
  }) => {
    const back = await approveWithoutReturning(page);
    await returnSignedOut(page, back);
    await signIn(newEmail);
    await page.getByRole("button", { name: "Connect PostHog" }).click();
    await approve(page, "Website");
    await expectConnected(page);
  });

  test("that takes longer than anyone waits goes on, and the connection page says so until it is done", async ({
    atConsent: page,
    sandbox,
  }) => {
    const delay = { kind: "delay", delay_ms: 14_000 } as const;
    await sandbox.plantFault({ method: "POST", path: TOKEN_ENDPOINT, ...delay });
    await approve(page, "Website");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("This takes longer than usual", SLOWLY);
    await page.getByRole("link", { name: "Go to the connection page" }).click();
    const notice = page.getByRole("status").filter({ hasText: "we are still connecting you" });
    await expect(notice).toBeFocused();
    await notice.getByRole("link", { name: "See whether it is done" }).click();
    await expect(async () => {
      await page.reload();
      await expectConnected(page, { timeout: 1_000 });
    }).toPass(SLOWLY);
  });

  test("of the newer of two tabs connects, although the older tab is still open", async ({
    atConsent: page,
    context,
    world,
  }) => {
    const newer = await context.newPage();
    await newer.goto(`${world.appUrl}/connection`);
    await newer.getByRole("button", { name: "Connect PostHog" }).click();
    await approve(newer, "Website");
    await expectConnected(newer);
    expect(page.isClosed()).toBe(false);
  });
});

test("an unknown problem code shows no page of its own", async ({ page }) => {
  const response = await page.request.get(`${CALLBACK}/problem/<script>`);
  expect(response.status()).toBe(404);
});
