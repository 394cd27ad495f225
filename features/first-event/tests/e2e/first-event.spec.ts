import type { Page } from "@playwright/test";
import { z } from "zod";
import { expect, problem, test } from "@/tests/e2e/support/fixtures";
import { expectSteadyControls } from "@/tests/e2e/support/steady";
import type { World } from "@/tests/e2e/support/world";

const eventsSchema = z.object({ events: z.array(z.looseObject({ event: z.string() })) });

/** The names of the events that PostHog has for the project on this page. */
async function eventsOf(page: Page, world: World): Promise<string[]> {
  const label = await page.getByText(/\(\d+\)$/).innerText();
  const projectId = label.match(/\((\d+)\)$/)?.[1] ?? "";
  const path = `events?project_id=${projectId}`;
  const { events } = await world.sandbox.control("GET", path, { schema: eventsSchema });
  return events.map(({ event }) => event);
}

test.describe("seeing that it works", () => {
  test("a test event reaches the project, and the page says so", async ({ connected: page, world }) => {
    await page.getByRole("button", { name: "Send a test event" }).click();
    await expect(page.getByText("A test event is on its way.", { exact: false })).toBeVisible();
    expect(await eventsOf(page, world)).toEqual(["test event from Burrow"]);
    await page.goto("/connection/activity");
    await expect(page.getByRole("listitem").filter({ hasText: "Sent a test event" })).toBeVisible();
  });

  test("the page reads back that the test event arrived, and when the last event came", async ({
    connected: page,
  }) => {
    const works = page.getByText("It works: your test event has arrived.");
    const lastEvent = page.getByText(/^It works: .* Last event of this project: (now|\d+ \w+ (ago|\d{4}))/);
    await expect(works).toHaveCount(0);
    await page.getByRole("button", { name: "Send a test event" }).click();
    await expect(works).toBeVisible();
    await expect(lastEvent).toBeVisible();
    await page.reload();
    await expect(lastEvent).toBeVisible();
  });

  test("the line of health has when the latest event came, and wants a first one until then", async ({
    connected: page,
  }) => {
    const health = page.getByRole("region", { name: "Health" });
    await expect(health).toContainText("Not checked yet");
    await health.getByRole("link", { name: "Send your first event" }).click();
    await expect(page).toHaveURL(/#install$/);
    await page.getByRole("button", { name: "Send a test event" }).click();
    await expect(page.getByText("It works: your test event has arrived.")).toBeVisible();
    await expect(health).toContainText(/Latest event(now|\d+ seconds? ago)/);
    await expect(health.getByRole("link", { name: "Send your first event" })).toHaveCount(0);
  });

  test("the page does not wait for PostHog with anything else", async ({ connected: page, sandbox }) => {
    await page.getByRole("button", { name: "Send a test event" }).click();
    await expect(page.getByText("It works: your test event has arrived.")).toBeVisible();
    const path = "/api/projects/";
    await sandbox.plantFault({ method: "POST", path, kind: "delay", delay_ms: 4_000, times: 2 });
    await page.goto("/connection", { waitUntil: "commit" });
    await expect(page.getByRole("heading", { name: "Send your first event" })).toBeVisible({
      timeout: 3_000,
    });
    await expect(page.getByText("It works: your test event has arrived.")).toHaveCount(0);
    await expect(page.getByText("It works: your test event has arrived.")).toBeVisible();
  });

  test("the page keeps its controls in place while PostHog answers", async ({ connected: page, sandbox }) => {
    await page.getByRole("button", { name: "Send a test event" }).click();
    await expect(page.getByText("It works: your test event has arrived.")).toBeVisible();
    await expectSteadyControls(page, sandbox, "/connection", "/api/projects/");
  });

  for (const status of [403, 404, 500]) {
    test(`where PostHog answers ${status}, the page says nothing about events`, async ({
      connected: page,
      sandbox,
    }) => {
      const fault = { method: "POST", path: "/api/projects/", kind: "status", status, times: null };
      const body = { type: "error", code: "permission_denied", detail: "API key missing required scope" };
      await sandbox.plantFault({ ...fault, body });
      const before = await sandbox.lastRequest();
      await page.getByRole("button", { name: "Send a test event" }).click();
      await expect(page.getByText("A test event is on its way.", { exact: false })).toBeVisible();
      await expect.poll(() => sandbox.requestsSince(before, "/api/projects/")).not.toEqual([]);
      await page.reload();
      await expect(page.getByRole("button", { name: "Send a test event" })).toBeVisible();
      await expect(page.getByText("last event")).toHaveCount(0);
      await sandbox.control("DELETE", "faults");
    });
  }

  test("a test event that PostHog does not accept is told, and nothing else is", async ({
    connected: page,
    world,
    sandbox,
  }) => {
    await sandbox.plantFault({ method: "POST", path: "/batch/", kind: "reset" });
    await page.getByRole("button", { name: "Send a test event" }).click();
    await expect(problem(page, "PostHog did not accept the test event")).toBeVisible();
    expect(await eventsOf(page, world)).toEqual([]);
  });
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a test event reaches the project, too", async ({ connected: page, world }) => {
    await page.getByRole("button", { name: "Send a test event" }).click();
    await expect(page.getByText("A test event is on its way.", { exact: false })).toBeVisible();
    expect(await eventsOf(page, world)).toEqual(["test event from Burrow"]);
    await expect(page.getByText("It works: your test event has arrived.")).toBeVisible();
    await expect(page.getByRole("region", { name: "Health" })).not.toContainText("Asking PostHog");
  });

  test("a page that was streamed leads to the same page as a whole", async ({
    connected: page,
    context,
    world,
    sandbox,
  }) => {
    await page.getByRole("button", { name: "Send a test event" }).click();
    const works = page.getByText("It works: your test event has arrived.");
    await expect(works).toBeVisible();
    await context.addCookies([{ name: "scripts", value: "1", url: world.appUrl }]);
    const path = "/api/projects/";
    await sandbox.plantFault({ method: "POST", path, kind: "delay", delay_ms: 1_500, times: 2 });
    await page.reload();
    const health = page.getByRole("region", { name: "Health" });
    await expect(health).toContainText("Asking PostHog");
    await expect(works).toBeHidden();
    await page.getByRole("link", { name: "Show this page with everything that PostHog answers" }).click();
    await expect(works).toBeVisible();
    await expect(health).not.toContainText("Asking PostHog");
  });
});
