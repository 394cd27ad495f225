import type { Page } from "@playwright/test";
import { PATHS } from "../resilience/support/paths";
import { connect, expect, expectConnected, problem, test } from "./support/fixtures";
import { expectHydrated, expectNewTabOffered } from "./support/hydration";
import { loseAccess } from "./support/lose-access";

const MINT = PATHS.deepLinks;

test("while a click waits, its button says what is happening and keeps the focus, and it is announced once", async ({
  verified: page,
  sandbox,
}) => {
  await expectNewTabOffered(page);
  await page.evaluate(() => {
    const heard: string[] = [];
    const live = '[role="status"]:not(:empty), [role="alert"]';
    new MutationObserver(() => {
      for (const { textContent } of document.querySelectorAll(live)) heard.push(textContent ?? "");
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
    Object.assign(window, { heard });
  });
  await sandbox.plantFault({ method: "POST", path: MINT, kind: "delay", delay_ms: 1_500 });
  const before = await sandbox.lastRequest();
  await page.getByRole("button", { name: "Open in PostHog" }).press("Enter");
  const waiting = page.getByRole("button", { name: "Opening PostHog…" });
  await expect(waiting).toBeFocused();
  await expect(waiting).toBeDisabled();
  const announced = await page.evaluate(() => Reflect.get(window, "heard"));
  expect(announced).toEqual(["Opening PostHog…"]);
  await waiting.press("Enter");
  await expect(page).toHaveURL(/\/project\/\d+$/);
  expect(await sandbox.requestsSince(before, MINT)).toHaveLength(1);
});

test("what an action has done takes the focus, and is gone after a reload", async ({ connected: page }) => {
  await page.goto("/connection/disconnect");
  await expectHydrated(page.getByRole("button", { name: "Disconnect" }));
  await page.getByRole("button", { name: "Disconnect" }).click();
  const done = page.getByRole("status").filter({ hasText: "Disconnected." });
  await expect(done).toBeFocused();
  await expect(page).toHaveURL(/\/connection$/);
  await page.reload();
  await expect(page.getByRole("button", { name: "Connect PostHog" })).toBeVisible();
  await expect(done).toBeHidden();
});

const connected = (page: Page) => page.getByRole("status").filter({ hasText: "your project is connected" });

test("a connection that was made takes the focus", async ({ signedIn: page }) => {
  await expectHydrated(page.getByRole("button", { name: "Connect PostHog" }));
  await page.getByRole("button", { name: "Connect PostHog" }).click();
  await expect(connected(page)).toBeFocused({ timeout: 30_000 });
  await expect(page).toHaveURL(/\/connection$/);
});

test("a set-up that was finished takes the focus", async ({ signedIn: page, sandbox }) => {
  // The app retries once when it cannot read an answer.
  await sandbox.plantFault({ method: "POST", path: PATHS.resources, kind: "html", times: 2 });
  await page.getByRole("button", { name: "Connect PostHog" }).click();
  await expect(problem(page, "PostHog answered in a way we did not expect")).toBeVisible();
  await page.goto("/connection");
  await expectHydrated(page.getByRole("button", { name: "Finish setting up" }));
  await page.getByRole("button", { name: "Finish setting up" }).click();
  await expect(connected(page)).toBeFocused();
});

test("signing in says what is happening, and without a network that there is none", async ({
  page,
  context,
  newEmail,
}) => {
  await page.goto("/sign-in");
  const button = page.getByRole("button", { name: "Sign in" });
  await expectHydrated(button);
  await page.getByLabel("E-mail address").fill(newEmail);
  await context.setOffline(true);
  await button.click();
  await expect(problem(page, "You seem to be offline")).toBeVisible();
  await expect(page.getByLabel("E-mail address")).toHaveValue(newEmail);
  await context.setOffline(false);
  await expect(problem(page, "You seem to be offline")).toBeHidden();
  // On a 204 a browser stays on its page.
  await page.route("**/api/auth/callback/**", (route) => route.fulfill({ status: 204 }));
  await button.click();
  await expect(page.getByRole("button", { name: "Signing in…" })).toBeFocused();
  await expect(page.getByRole("status").filter({ hasText: "Signing in…" })).toHaveCount(1);
});

test("without a network, every form says so, and keeps what was typed", async ({
  signedIn: page,
  context,
}) => {
  await expectHydrated(page.getByRole("button", { name: "Connect PostHog" }));
  await page.getByRole("radio", { name: "European Union" }).check();
  await page.getByLabel("Project name").fill("Garden <1>");
  await context.setOffline(true);
  await page.getByRole("button", { name: "Connect PostHog" }).click();
  await expect(problem(page, "You seem to be offline")).toBeVisible();
  await expect(page.getByLabel("Project name")).toHaveValue("Garden <1>");
  await expect(page.getByRole("radio", { name: "European Union" })).toBeChecked();
  await context.setOffline(false);
  await expect(problem(page, "You seem to be offline")).toBeHidden();
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(`a session that ended, ${javaScriptEnabled ? "with" : "without"} JavaScript`, () => {
    test.use({ javaScriptEnabled });

    test("leads to signing in, and back to the same page", async ({ connected: page, context, newEmail }) => {
      await page.goto("/connection/disconnect");
      if (javaScriptEnabled) await expectHydrated(page.getByRole("button", { name: "Disconnect" }));
      await context.clearCookies();
      await page.getByRole("button", { name: "Disconnect" }).click();
      await expect(problem(page, "You are signed out")).toBeVisible();
      await signInAgain(page, newEmail);
      await expect(page).toHaveURL(/\/connection\/disconnect/);
      await expect(page.getByRole("status").filter({ hasText: "You are signed in again" })).toBeVisible();
      await page.getByRole("button", { name: "Disconnect" }).click();
      await expect(page.getByText("Disconnected.")).toBeVisible();
    });
  });
}

test("a session that ended keeps what was typed", async ({ signedIn: page, context, newEmail }) => {
  await expectHydrated(page.getByRole("button", { name: "Connect PostHog" }));
  await page.getByLabel("Project name").fill("Garden <1>");
  await context.clearCookies();
  await page.getByRole("button", { name: "Connect PostHog" }).click();
  await signInAgain(page, newEmail);
  await expect(page).toHaveURL(/\/connection$/);
  await expect(page.getByLabel("Project name")).toHaveValue("Garden <1>");
  await connect(page);
});

test("coming back after signing in leads to no other site", async ({ page, world, newEmail }) => {
  await page.goto("/sign-in?backTo=//evil.example/x");
  await signInAgain(page, newEmail);
  await expect(page).toHaveURL(`${world.appUrl}/connection`);
});

async function signInAgain(page: Page, email: string): Promise<void> {
  await page.getByLabel("E-mail address").fill(email);
  await page.getByRole("button", { name: "Sign in" }).click();
}

test("a copy that the browser refuses says so and selects the text", async ({ connected: page }) => {
  await page.addInitScript(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException("no", "NotAllowedError"));
  });
  await page.reload();
  const button = page.getByRole("button", { name: /^Copy: / }).first();
  await expectHydrated(button);
  await button.click();
  await expect(page.getByRole("status").filter({ hasText: "The text is selected" })).toBeVisible();
  const snippet = await page.locator("figure code").first().textContent();
  expect(await page.evaluate(() => String(getSelection()))).toBe(snippet);
});

test("the choice of a new tab is remembered", async ({ connected: page }) => {
  await page.getByRole("checkbox", { name: "In a new tab" }).check();
  await page.reload();
  await expect(page.getByRole("checkbox", { name: "In a new tab" })).toBeChecked();
  await page.getByRole("checkbox", { name: "In a new tab" }).uncheck();
  await page.reload();
  await expect(page.getByRole("checkbox", { name: "In a new tab" })).not.toBeChecked();
});

test.describe("in another time zone", () => {
  test.use({ timezoneId: "America/New_York" });

  test("times are relative, with the exact local time behind them", async ({ connected: page }) => {
    await page.goto("/connection/activity");
    const time = page.getByRole("listitem").getByRole("time").first();
    await expect(time).toHaveText(/^(?:now|\d+ seconds? ago)$/);
    await expect(time).toHaveAttribute("title", /^\d+ \w+ \d{4} at \d\d:\d\d:\d\d (?:EST|EDT|GMT-[45])$/);
  });
});

test("a page that does not exist says so in its title", async ({ request }) => {
  const answer = await request.get("/nowhere");
  expect(answer.status()).toBe(404);
  expect((await answer.text()).match(/<title>.*?<\/title>/g)).toEqual([
    "<title>Page not found · Burrow</title>",
  ]);
});

test("with forced colours, buttons have a border", async ({ signedIn: page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  const button = page.getByRole("button", { name: "Connect PostHog" });
  await expect(button).toHaveCSS("border-top-style", "solid");
  await expect(button).toHaveCSS("border-top-width", "2px");
});

test("a connection that was lost offers to connect again beside the words", async ({
  verified: page,
  world,
}) => {
  await expectNewTabOffered(page);
  await loseAccess(page, world);
  await page.getByRole("link", { name: "Connect again" }).click();
  await expect(page.getByRole("heading", { name: "Connect PostHog again" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Connect PostHog" })).toBeVisible();
});

test("Back after consenting, the page from before it says what is true now", async ({ atConsent: page }) => {
  await page.goto("/connection");
  await page.getByRole("button", { name: "Connect PostHog" }).click();
  await page.getByRole("button", { name: "Approve" }).click();
  await expectConnected(page);
  await page.evaluate(() => history.go(-2));
  await expect(page).toHaveURL(/\/connection$/);
  await expectConnected(page);
});
