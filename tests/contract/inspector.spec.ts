import type { Page } from "@playwright/test";
import { expectAccessible, expectToFitSmallPhone } from "../e2e/support/accessible";
import { register } from "./support/clients";
import { expect, test } from "./support/fixtures";
import { newTokens, newUserCode } from "./support/grants";
import { bearer, type Region } from "./support/region";

// In this profile, the public client of these tests may mint deep links.
test.use({ profile: "documented" });

const log = (page: Page) => page.getByRole("log", { name: "Calls" });
/** The calls and the headings above them, from the oldest. */
const rows = (page: Page) => log(page).getByRole("listitem");
const headings = (page: Page) => log(page).getByRole("heading", { level: 2 });
const openInspector = (page: Page, { origin }: Region, query = "") => page.goto(`${origin}/_sandbox${query}`);

test("a call appears as it happens, with who called whom and what came of it", async ({
  us,
  partner,
  page,
}) => {
  await openInspector(page, us);
  await expect(log(page)).toContainText("Every call appears here as it happens.");
  const client = await register(us, partner);
  await newUserCode(us, client, "seen@burrow.example");
  const newest = rows(page).last();
  await expect(newest).toContainText(/Burrow.*Account request.*to.*PostHog US/);
  await expect(newest).toContainText(/new account.*200 ok/);
});

test("the newest call is in sight, however many there are", async ({ us, page }) => {
  for (let n = 0; n < 30; n += 1) await us.post("provisioning/limits");
  await openInspector(page, us);
  await expect(rows(page).last()).toBeInViewport({ ratio: 1 });
  await us.post("provisioning/account_requests");
  await expect(rows(page).last()).toContainText("Account request");
  await expect(rows(page).last()).toBeInViewport({ ratio: 1 });
});

test("calls of one flow stand together, and a pause starts another group", async ({ us, partner, page }) => {
  const { access } = await newTokens(us, await register(us, partner));
  await us.post("provisioning/deep_links", { purpose: "dashboard" }, bearer(access));
  await us.post("provisioning/deep_links", { purpose: "dashboard" }, bearer(access));
  await us.advance(300);
  await us.post("provisioning/deep_links", { purpose: "dashboard" }, bearer(access));
  await openInspector(page, us);
  await expect(headings(page)).toHaveText(["Connecting", "Deep links", "Deep links, 5 minutes later"]);
});

test("a group goes on in a page that is open", async ({ us, page }) => {
  await us.post("provisioning/limits");
  await openInspector(page, us);
  await us.post("provisioning/limits");
  await expect(rows(page)).toHaveCount(3);
  await expect(headings(page)).toHaveText(["Connecting"]);
});

test("problems can be listed alone, each with its status in words", async ({ us, partner, page }) => {
  const { access } = await newTokens(us, await register(us, partner));
  await us.post("provisioning/deep_links", { purpose: "nonsense" }, bearer(access));
  await us.control("POST", "faults", {
    method: "POST",
    path: "/api/agentic/provisioning/deep_links",
    kind: "status",
    status: 503,
    times: 1,
  });
  await us.post("provisioning/deep_links", { purpose: "dashboard" }, bearer(access));
  await openInspector(page, us);
  await expect(log(page).getByText("Token exchange")).toBeVisible();
  await page.getByRole("link", { name: "Problems" }).click();
  await expect(log(page).getByText("Token exchange")).toHaveCount(0);
  await expect(log(page).getByText("Deep link not minted")).toHaveCount(2);
  await expect(rows(page).filter({ hasText: "unsupported_purpose" })).toContainText("400 refused");
  await expect(rows(page).last()).toContainText(/fault: status.*503 failed/);
});

test("bodies are shown on demand, also by keyboard", async ({ us, page }) => {
  await us.post("provisioning/account_requests", { email: "typed@burrow.example" });
  await openInspector(page, us);
  const call = rows(page).last();
  await expect(call.getByText("typed@burrow.example")).toBeHidden();
  await log(page).focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(call.getByText("typed@burrow.example")).toBeVisible();
  await expect(call.getByRole("heading", { level: 3 })).toHaveText(["Request", "Response"]);
});

test("the inspector has no barriers in either theme, and fits every window", async ({
  us,
  partner,
  page,
}) => {
  await register(us, partner);
  await us.control("POST", "faults", { method: "*", path: "/batch/", kind: "hang", times: 1 });
  await openInspector(page, us);
  await page.getByRole("button", { name: "Pause" }).click();
  for (const summary of await page.locator(".panel > summary, .call summary").all()) {
    const isOpen = await summary.evaluate((element) => element.parentElement?.hasAttribute("open"));
    if (!isOpen) await summary.click();
  }
  await expectAccessible(page);
  await expectToFitSmallPhone(page);
  for (const width of [768, 1280, 1440]) {
    await page.setViewportSize({ width, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
});

test.describe("without a script", () => {
  test.use({ javaScriptEnabled: false });

  test("a reload shows new calls, and the newest is in sight", async ({ us, page }) => {
    await openInspector(page, us);
    for (let n = 0; n < 30; n += 1) await us.post("provisioning/limits");
    await us.post("provisioning/account_requests");
    await page.getByRole("link", { name: "Reload" }).click();
    await expect(rows(page).last()).toContainText("Account request");
    await expect(rows(page).last()).toBeInViewport({ ratio: 1 });
  });
});
