import type { Page } from "@playwright/test";
import { expect, test } from "./support/fixtures";
import { expectHydrated } from "./support/hydration";

/** Has the form of an action's id, but is none of this build's. */
const UNKNOWN = "60".padEnd(42, "0");

/** Makes a page outdated: this build does not know its actions. */
async function outdate(page: Page): Promise<void> {
  await page.route("**/*", async (route) => {
    const headers = route.request().headers();
    if (headers["next-action"]) await route.continue({ headers: { ...headers, "next-action": UNKNOWN } });
    else await route.continue();
  });
}

const notice = (page: Page) => page.getByRole("status").filter({ hasText: "This page was out of date" });

test("a page that is out of date loads itself again, says so, and keeps what was typed", async ({
  signedIn: page,
}) => {
  await expectHydrated(page.getByRole("button", { name: "Connect PostHog" }));
  await page.getByRole("radio", { name: "European Union" }).check();
  await page.getByLabel("Organization name").fill("Ada & Sons");
  await outdate(page);
  await page.getByRole("button", { name: "Connect PostHog" }).click();
  await expect(notice(page)).toBeFocused();
  await expect(page).toHaveURL(/\/connection$/);
  await expect(page.getByLabel("Organization name")).toHaveValue("Ada & Sons");
  await expect(page.getByRole("radio", { name: "European Union" })).toBeChecked();
  await page.unroute("**/*");
  await page.reload();
  await expect(notice(page)).toBeHidden();
});

test("a click to a new tab on a page that is out of date closes the tab", async ({
  verified: page,
  context,
}) => {
  await page.getByRole("checkbox", { name: "In a new tab" }).check();
  await outdate(page);
  const opened = page.waitForEvent("popup");
  await page.getByRole("button", { name: "Open in PostHog" }).click();
  const tab = await opened;
  await expect(notice(page)).toBeVisible();
  expect(tab.isClosed()).toBe(true);
  expect(context.pages()).toEqual([page]);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a form of a page that is out of date leads back to it", async ({ signedIn: page }) => {
    await page.route("**/connection", async (route) => {
      const answer = await route.fetch();
      const body = (await answer.text()).replace(/(\{&quot;id&quot;:&quot;)[0-9a-f]{42}/g, `$1${UNKNOWN}`);
      await route.fulfill({ response: answer, body });
    });
    await page.goto("/connection");
    await page.unroute("**/connection");
    await page.getByRole("button", { name: "Connect PostHog" }).click();
    await expect(notice(page)).toBeVisible();
    await expect(page).toHaveURL(/\/connection\?outdated=$/);
    await expect(page.getByRole("button", { name: "Connect PostHog" })).toBeVisible();
  });
});
