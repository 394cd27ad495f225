import type { Page } from "@playwright/test";
import { expect, problem, test } from "./support/fixtures";

const MINT = "/api/agentic/provisioning/deep_links";

/** Ticks the box and presses the button; returns the tab that opened. */
async function openInNewTab(page: Page): Promise<Page> {
  await page.getByRole("checkbox", { name: "In a new tab" }).check();
  const opened = page.waitForEvent("popup");
  await page.getByRole("button", { name: "Open in PostHog" }).click();
  return opened;
}

test.describe("Open in PostHog in a new tab", () => {
  test("leads into the project there, cannot reach back, and leaves this page as it is", async ({
    verified: page,
    world,
    sandbox,
  }) => {
    const before = await sandbox.lastRequest();
    const tab = await openInNewTab(page);
    await expect(tab).toHaveURL(/\/project\/\d+$/);
    expect(await tab.evaluate(() => window.opener)).toBeNull();
    await expect(page).toHaveURL(`${world.appUrl}/connection`);
    expect(await sandbox.requestsSince(before, MINT)).toHaveLength(1);
  });

  test("works where the browser blocks its storage, as does every form", async ({ verified: page }) => {
    await page.addInitScript(() => {
      const get = () => {
        throw new DOMException("Access is denied for this document.", "SecurityError");
      };
      for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, { get });
    });
    await page.reload();
    await expect(await openInNewTab(page)).toHaveURL(/\/project\/\d+$/);
    await page.goto("/connection/disconnect");
    await page.getByRole("button", { name: "Disconnect" }).click();
    await expect(page.getByRole("button", { name: "Connect PostHog" })).toBeVisible();
  });

  test("falls back to this tab where the browser refuses another", async ({ verified: page }) => {
    await page.addInitScript(() => {
      window.open = () => null;
    });
    await page.reload();
    await page.getByRole("checkbox", { name: "In a new tab" }).check();
    await page.getByRole("button", { name: "Open in PostHog" }).click();
    await expect(page).toHaveURL(/\/project\/\d+$/);
  });

  test("closes the blank tab when there is no link, and says why here", async ({
    connected: page,
    sandbox,
  }) => {
    await sandbox.plantFault({ method: "POST", path: MINT, kind: "status", status: 403, body: {} });
    const tab = await openInNewTab(page);
    await expect(problem(page, "PostHog")).toBeVisible();
    await expect.poll(() => tab.isClosed()).toBe(true);
  });
});
