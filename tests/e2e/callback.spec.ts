import type { Page } from "@playwright/test";
import { expect, expectConnected, test } from "./support/fixtures";
import { approve } from "./support/posthog-pages";

const CALLBACK = "/callbacks/posthog";

/** Approves, but keeps the browser from following PostHog's way back; returns that address. */
async function approveWithoutReturning(page: Page): Promise<string> {
  const form = page.locator("form", { has: page.getByRole("radio", { name: "Website" }) });
  const { action, fields } = await form.evaluate((element: HTMLFormElement) => ({
    action: element.action,
    fields: Object.fromEntries([...new FormData(element)].map(([name, value]) => [name, String(value)])),
  }));
  const headers = { origin: new URL(action).origin };
  const answer = await page.request.post(action, { form: fields, headers, maxRedirects: 0 });
  const back = answer.headers().location ?? "";
  expect(back).toContain(CALLBACK);
  return back;
}

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

  test("used a second time is refused and changes nothing", async ({ atConsent: page }) => {
    const back = await approveWithoutReturning(page);
    await page.goto(back);
    await expectConnected(page);
    await page.goto(back);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(
      "We do not recognise this return from PostHog",
    );
    await page.goto("/connection");
    await expectConnected(page);
  });

  test("with the cookie of a used flow put back is refused by the server's own record", async ({
    atConsent: page,
    context,
  }) => {
    const back = await approveWithoutReturning(page);
    const flowCookies = (await context.cookies()).filter(({ name }) => name.startsWith("posthog_flow_"));
    expect(flowCookies).toHaveLength(1);
    await page.goto(back);
    await expectConnected(page);
    await context.addCookies(flowCookies);
    await page.goto(back);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("This connection attempt is over");
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

  test("for someone who signed in meanwhile is refused, and connects neither", async ({
    atConsent: page,
    newEmail,
    signIn,
  }) => {
    const back = await approveWithoutReturning(page);
    await page.goto("/");
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page.getByRole("link", { name: "Sign in" })).toBeVisible();
    await page.goto(back);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("You are signed out");
    await signIn(`second-${newEmail}`);
    await page.goto(back);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Someone else is signed in now");
    await page.goto("/connection");
    await expect(page.getByRole("button", { name: "Connect PostHog" })).toBeVisible();
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
