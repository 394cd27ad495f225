import type { Page } from "@playwright/test";
import { expectAccessible, expectToFitSmallPhone } from "../e2e/support/accessible";
import { readText } from "./support/answer";
import { expect, test } from "./support/fixtures";
import { advance, call, newProxy, PARTNER, projectOf } from "./support/management";
import { logIn } from "./support/people";
import type { Region } from "./support/region";

/** Opens a page of the partner's project. */
async function open(page: Page, region: Region, path = ""): Promise<void> {
  const { cookie } = await logIn(region, PARTNER);
  const cookies = cookie.split("; ").map((pair) => {
    const [name = "", ...value] = pair.split("=");
    return { name, value: value.join("="), url: region.origin };
  });
  await page.context().addCookies(cookies);
  await page.goto(`${region.origin}/project/${await projectOf(region)}${path}`);
}

const tokenOf = async (region: Region) =>
  readText((await call(region, "GET", "/api/projects/@current/")).body, "api_token");

/** Sends events to the partner's project, each at a number of minutes before now. */
async function capture(region: Region, event: string, ...minutesAgo: number[]): Promise<void> {
  const now = await region.now();
  const at = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
  const batch = minutesAgo.map((minutes, n) => ({ event, distinct_id: `p${n}`, timestamp: at(minutes) }));
  const token = await tokenOf(region);
  const { status, text } = await region.post("/batch/", { api_key: token, batch, sent_at: at(0) });
  expect(status, text).toBe(200);
}

test.describe("a project without events", () => {
  for (const [path, title] of [
    ["", "No events yet"],
    ["/insights", "No insights yet"],
  ] as const) {
    test(`says how to send the first one: ${title}`, async ({ us, page }) => {
      await open(page, us, path);
      const section = page.getByRole("region", { name: title });
      const token = await tokenOf(us);
      await expect(section).toContainText(`curl ${us.origin}/i/v0/e/`);
      await expect(section).toContainText(`posthog.init("${token}", { api_host: "${us.origin}" })`);
      await capture(us, "hello", 0);
      await section.getByRole("link", { name: "Look for events" }).click();
      await expect(page.getByRole("img", { name: "Last hour: 1 event," })).toBeVisible();
    });
  }
});

test.describe("insights", () => {
  test.beforeEach(async ({ us }) => {
    await capture(us, "page seen", 3, 3, 3, 100);
    await capture(us, "signed up", 3 * 24 * 60);
  });

  test("show the shortest period with all events, and others on demand", async ({ us, page }) => {
    await open(page, us, "/insights");
    await expect(page.getByRole("img", { name: /^Last 14 days: 5 events, most at / })).toBeVisible();
    const period = page.getByRole("navigation", { name: "Period" });
    await expect(period.getByRole("link", { name: "Last 14 days" })).toHaveAttribute("aria-current", "true");
    await period.getByRole("link", { name: "Last hour" }).click();
    await expect(page.getByRole("img", { name: /^Last hour: 3 events/ })).toBeVisible();
  });

  test("have the numbers of the plot in a table", async ({ us, page }) => {
    await open(page, us, "/insights?period=hour");
    await expect(page.getByRole("table")).toBeHidden();
    await page.getByText("Show the numbers").click();
    const counts = page.getByRole("table").getByRole("row").getByRole("cell").nth(1);
    await expect(page.getByRole("table").getByRole("row")).toHaveCount(13);
    await expect(counts).toBeVisible();
    await expect(page.getByRole("row", { name: /:\d\d 3$/ })).toHaveCount(1);
  });

  test("can be limited to one event", async ({ us, page }) => {
    await open(page, us, "/insights");
    await page.getByRole("link", { name: "signed up" }).click();
    await expect(page.getByRole("heading", { name: "signed up over time" })).toBeVisible();
    await expect(page.getByRole("img", { name: /^Last 14 days: 1 event,/ })).toBeVisible();
    await page.getByRole("link", { name: "Show all events" }).click();
    await expect(page.getByRole("heading", { name: "Events over time" })).toBeVisible();
  });

  test("do not repeat a name from the query that no event has", async ({ us, page }) => {
    await open(page, us, "/insights?event=Your+session+expired");
    await expect(page.getByRole("heading", { name: "Events over time" })).toBeVisible();
    await expect(page.getByText("Your session expired")).toHaveCount(0);
  });

  test("and the project's first page have no barriers in either theme", async ({ us, page }) => {
    for (const path of ["", "/insights"]) {
      await open(page, us, path);
      await page.getByText("Show the numbers").click();
      await expectAccessible(page);
      await expectToFitSmallPhone(page);
    }
  });
});

test.describe("the steps of a reverse proxy", () => {
  for (const [status, steps, current] of [
    ["waiting", ["DNS record: current", "Certificate: not yet", "Live: not yet"], 0],
    ["issuing", ["DNS record: done", "Certificate: current", "Live: not yet"], 1],
    ["valid", ["DNS record: done", "Certificate: done", "Live: current"], 2],
    ["warning", ["DNS record: done", "Certificate: done", "Live, with a warning: current"], 2],
    ["erroring", ["Domain added: done", "Not working: failed", "Live: not yet"], 1],
    ["timed_out", ["DNS record not found: failed", "Certificate: not yet", "Live: not yet"], 0],
    ["deleting", ["Live: done", "Being deleted: current", "Deleted: not yet"], 1],
  ] as const) {
    test(`say where it is when it is ${status}`, async ({ us, page }) => {
      const { id } = await newProxy(us);
      await advance(us, id, { status });
      await open(page, us, "/settings/organization-proxy");
      const list = page.getByRole("list", { name: "Progress" }).getByRole("listitem");
      await expect(list).toHaveText([...steps]);
      for (const [n] of steps.entries()) {
        if (n === current) await expect(list.nth(n)).toHaveAttribute("aria-current", "step");
        else await expect(list.nth(n)).not.toHaveAttribute("aria-current");
      }
      await expectAccessible(page);
      await expectToFitSmallPhone(page);
    });
  }
});
