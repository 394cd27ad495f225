import type { Page } from "@playwright/test";
import { test as base, expect, problem } from "./support/fixtures";

const test = base.extend<{ button: ReturnType<Page["getByRole"]> }>({
  /** The button, on the page of someone who is connected. */
  button: ({ verified }, use) => use(verified.getByRole("button", { name: "Open in PostHog" })),
});

const noticeOn = (page: Page) => problem(page, "You seem to be offline");

for (const inNewTab of [false, true]) {
  test(`a click without a network, to open in ${inNewTab ? "a new" : "this"} tab, says so until there is one`, async ({
    page,
    context,
    button,
  }) => {
    await page.getByRole("checkbox", { name: "In a new tab" }).setChecked(inNewTab);
    const place = await button.boundingBox();
    await context.setOffline(true);
    await button.click();
    await expect(noticeOn(page)).toBeVisible();
    expect(await button.boundingBox()).toEqual(place);
    expect(context.pages()).toHaveLength(1);
    await context.setOffline(false);
    await expect(noticeOn(page)).toBeHidden();
    const opened = inNewTab ? page.waitForEvent("popup") : page;
    await button.click();
    await expect(await opened).toHaveURL(/\/project\/\d+$/);
  });
}

test("a click that gets lost closes the tab it has opened, and the next one opens another", async ({
  page,
  context,
  button,
}) => {
  const place = "**/connection";
  await page.getByRole("checkbox", { name: "In a new tab" }).check();
  await context.route(place, (route) => route.abort("internetdisconnected"));
  const lost = page.waitForEvent("popup");
  await button.click();
  await expect(noticeOn(page)).toBeVisible();
  const tab = await lost;
  await expect.poll(() => tab.isClosed()).toBe(true);
  await context.unroute(place);
  const opened = page.waitForEvent("popup");
  await button.click();
  await expect(await opened).toHaveURL(/\/project\/\d+$/);
  await expect(noticeOn(page)).toBeHidden();
});
