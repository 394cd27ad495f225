import type { Locator, Page } from "@playwright/test";
import { z } from "zod";
import { expectAccessible, expectToFitSmallPhone } from "@/tests/e2e/support/accessible";
import { connect, expect } from "@/tests/e2e/support/fixtures";
import { expectHydrated } from "@/tests/e2e/support/hydration";
import { approve, logIn } from "@/tests/e2e/support/posthog-pages";
import { sendForm } from "@/tests/e2e/support/shortcuts";
import type { Sandbox } from "@/tests/support/sandbox";
import { testInDocumentedDemo as test } from "../support/demo-world";
import { beginQuickly, stepsDone } from "../support/stories";

const SMALL_LAPTOP = { width: 1280, height: 720 };

test.use({ viewport: SMALL_LAPTOP });
test.afterEach(async ({ sandbox }) => sandbox.control("DELETE", "story"));

/** Picks a story and signs in as its persona. */
async function begin(page: Page, persona: string, event: string): Promise<string> {
  await page.goto("/demo");
  await page.getByRole("radio", { name: persona }).check();
  await page.getByRole("radio", { name: event }).check();
  await page.getByRole("button", { name: "Begin" }).click();
  await expect(
    guide(page).getByText("Press Sign in: the address is filled in.", { exact: true }),
  ).toBeVisible();
  await expect(guide(page).locator("[aria-current=step]")).toHaveCount(0);
  return signIn(page);
}

async function signIn(page: Page): Promise<string> {
  const email = await page.getByLabel("E-mail address").inputValue();
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/connection$/);
  return email;
}

const guide = (page: Page) => page.getByRole("complementary", { name: "Demonstration" });
const press = (page: Page, button: string) => guide(page).getByRole("button", { name: button }).click();
const done = (page: Page) => guide(page).getByText("Done:");
const calls = (page: Page) => page.frameLocator('iframe[title="Calls to PostHog"]').getByRole("listitem");
const open = (page: Page) => page.getByRole("button", { name: "Open in PostHog" }).click();
const alert = (page: Page, words: string) => page.getByRole("alert").filter({ hasText: words });
const strip = (page: Page) => page.getByRole("region", { name: "Story" });

/** Expects the whole row in view, by its rectangle: to Playwright, a row that has scrolled away is visible, too. */
async function expectInView(page: Page, what: Locator): Promise<void> {
  await expect
    .poll(async () => {
      const [frame, row] = [
        await page.getByTitle("Calls to PostHog").boundingBox(),
        await what.boundingBox(),
      ];
      const height = page.viewportSize()?.height ?? 0;
      if (!frame || !row) return "nothing";
      const bottom = row.y + row.height;
      return row.y >= frame.y && bottom <= frame.y + frame.height + 1 && bottom <= height
        ? "in view"
        : "out of view";
    })
    .toBe("in view");
}

test.describe("a demonstration", () => {
  test("shows Nina's newest call in view, and ticks her steps as they happen", async ({ page }) => {
    await begin(page, "Nina", "limits the rate");
    await connect(page, { region: "European Union" });
    const frame = page.frameLocator('iframe[title="Calls to PostHog"]');
    await expect(frame.getByText("PostHog EU", { exact: true })).toBeVisible();
    await expect(done(page)).toHaveCount(1);
    await expect(calls(page).filter({ hasText: "new account" })).toHaveCount(1);
    await expectInView(page, calls(page).last());
    await press(page, "Limit the next click");
    await expect(done(page)).toHaveCount(2);
    await expect(calls(page).last()).toHaveText("The next click reaches PostHog's rate limit.");
    await expectInView(page, calls(page).last());
    await open(page);
    await expect(alert(page, "slow down")).toContainText("try again in");
    await expect(done(page)).toHaveCount(3);
    await expect(calls(page).last()).toContainText("Deep link not minted");
    await expectInView(page, calls(page).last());
    await calls(page).last().locator("summary").click();
    await expect(calls(page).last().getByText('"code": "rate_limited"')).toBeVisible();
  });

  test("shows the calls of its persona alone", async ({ page, neighbour }) => {
    await beginQuickly(page, "new", "none");
    await page.goto("/connection");
    await connect(neighbour);
    await connect(page);
    await expect(calls(page).filter({ hasText: "new account" })).toHaveCount(1);
  });

  test("leads Omar through PostHog's pages with a strip, and back after a lost answer", async ({ page }) => {
    const email = await begin(page, "Omar", "is lost");
    await page.getByRole("button", { name: "Connect PostHog" }).click();
    await expect(strip(page)).toContainText(`You are Omar, ${email}.`);
    await expect(strip(page)).toContainText("Step 2 of 6: Log in at PostHog as Omar.");
    await expectAccessible(page);
    await expectToFitSmallPhone(page);
    await logIn(page, email);
    await expect(strip(page)).toContainText("Step 3 of 6");
    await strip(page).getByRole("link", { name: "Back to Burrow" }).click();
    await page.getByRole("button", { name: "Connect PostHog" }).click();
    await approve(page, "Mobile");
    await press(page, "lose the next refresh");
    await expect(done(page)).toHaveCount(4);
    await open(page);
    await expect(alert(page, "PostHog needs your permission again")).toBeVisible();
    await page.goto("/connection");
    await page.getByRole("button", { name: "Connect PostHog" }).click();
    await approve(page, "Mobile");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Mobile");
    await expect(done(page)).toHaveCount(6);
  });

  test("lets Kim open the project and refuses her a key", async ({ page }) => {
    const email = await begin(page, "Kim", "Nothing");
    await page.getByRole("button", { name: "Connect PostHog" }).click();
    await logIn(page, email);
    await approve(page, "Website");
    await open(page);
    await expect(page).toHaveURL(/\/project\/\d+$/);
    await expect(page.getByRole("heading", { name: "Last 14 days" })).toBeVisible();
    await expect(strip(page)).toContainText("Step 5 of 5");
    await page.goto("/connection/secret-keys/new");
    await page.getByLabel("Label").fill("Not hers to make");
    await page.getByRole("checkbox", { name: "Run endpoints" }).check();
    await page.getByRole("button", { name: "Create the key" }).click();
    await expect(alert(page, "This needs more rights at PostHog")).toBeVisible();
    await expect(calls(page).filter({ hasText: "Link opened" })).toHaveCount(1);
    await expect(done(page)).toHaveCount(5);
    await expect(guide(page).getByText("The story is complete.")).toBeVisible();
  });

  test("folds into a bar below 1280 pixels, which the keyboard unfolds", async ({ page }) => {
    await page.setViewportSize({ width: 768, height: 1024 });
    await beginQuickly(page, "new", "expired");
    await page.goto("/connection");
    const bar = guide(page).getByText("Nina · Step 1 of 4");
    await expect(bar).toBeInViewport();
    await expect(guide(page).getByRole("button", { name: "Let an hour pass" })).toBeHidden();
    await expectHydrated(page.getByRole("button", { name: "Connect PostHog" }));
    await guide(page).locator("summary").focus();
    await page.keyboard.press("Enter");
    await expect(guide(page).getByRole("button", { name: "Let an hour pass" })).toBeInViewport();
    await expect(page.getByTitle("Calls to PostHog")).toBeInViewport();
  });

  test("hides what makes no sense with the chosen persona", async ({ page }) => {
    await page.goto("/demo");
    await page.getByRole("radio", { name: "Omar" }).check();
    await expect(page.getByRole("radio", { name: "Consent is refused" })).toBeVisible();
    await page.getByRole("radio", { name: "Nina" }).check();
    await expect(page.getByRole("radio", { name: "Consent is refused" })).toBeHidden();
  });

  test("passes axe in both themes and fits a small phone", async ({ page }) => {
    await page.goto("/demo");
    await expectAccessible(page);
    await expectToFitSmallPhone(page);
    await begin(page, "Nina", "has expired");
    await connect(page);
    await expect(done(page)).toHaveCount(1);
    await expectAccessible(page);
    await expectToFitSmallPhone(page);
    await page.goto((await page.getByTitle("Calls to PostHog").getAttribute("src")) ?? "");
    await expectAccessible(page);
    await expectToFitSmallPhone(page);
  });
});

test.describe("a demonstration again", () => {
  test("starts with full budgets: eleven stories in an hour", async ({ page, sandbox }) => {
    await limitAccounts(sandbox, page, 10);
    for (let story = 1; story <= 11; story += 1) {
      await beginQuickly(page, "new", "none");
      await sendForm(page, "/connection", "Connect PostHog");
      await expect.poll(() => stepsDone(sandbox), { message: `story ${story}` }).toBe(1);
    }
    await limitAccounts(sandbox, page, -1);
  });

  test("survives wild clicks: no fault and no hour too many", async ({ page, sandbox }) => {
    await begin(page, "Omar", "is lost");
    for (let click = 0; click < 5; click += 1)
      await guide(page).getByRole("button", { name: "lose the next refresh" }).click({ delay: 5 });
    await expect(calls(page)).toHaveCount(1);
    const clock = z.object({ offset_seconds: z.number() });
    expect((await sandbox.control("GET", "clock", { schema: clock })).offset_seconds).toBe(3601);
    const faults = z.object({ faults: z.array(z.unknown()) });
    expect((await sandbox.control("GET", "faults", { schema: faults })).faults).toHaveLength(1);
  });

  test("restarts from a clean sandbox, with another address and another chance", async ({
    page,
    sandbox,
  }) => {
    const first = await begin(page, "Nina", "is lost");
    // The app allows a person three connects in a row.
    for (let time = 0; time < 4; time += 1)
      await sendForm(page, "/connection", "Connect PostHog").catch(() => null);
    await press(page, "lose the next refresh");
    await press(page, "Restart this story");
    const second = await signIn(page);
    expect(second).not.toBe(first);
    await expect(done(page)).toHaveCount(0);
    await expect(calls(page)).toHaveCount(0);
    const state = z.object({
      offset_seconds: z.number().optional(),
      faults: z.array(z.unknown()).optional(),
    });
    expect((await sandbox.control("GET", "clock", { schema: state })).offset_seconds).toBe(0);
    expect((await sandbox.control("GET", "faults", { schema: state })).faults).toEqual([]);
    const users = z.object({ users: z.array(z.object({ email: z.string() })) });
    const known = await sandbox.control("GET", "users", { schema: users });
    expect(known.users.map(({ email }) => email)).not.toContain(first);
    await connect(page);
  });

  test("offers first what was chosen last", async ({ page }) => {
    await begin(page, "Kim", "has expired");
    await press(page, "End the demonstration");
    await expect(page.getByRole("heading", { name: "Show how it works" })).toBeVisible();
    await expect(guide(page)).toHaveCount(0);
    await expect(page.getByRole("radio", { name: "Kim" })).toBeChecked();
    await expect(page.getByRole("radio", { name: "has expired" })).toBeChecked();
  });

  test("says so when another browser has begun a story", async ({ page, neighbour }) => {
    await begin(page, "Omar", "Nothing");
    await beginQuickly(neighbour, "new", "none");
    await page.reload();
    await expect(guide(page)).toContainText("The sandbox no longer tells this story.");
  });
});

async function limitAccounts(sandbox: Sandbox, page: Page, perHour: number): Promise<void> {
  const home = await page.request.get("/.well-known/posthog-client.json");
  const body = { client_id: home.url(), rate_limits: { account_requests: perHour } };
  await sandbox.control("PATCH", "clients", { body });
}
