import type { Page } from "@playwright/test";
import { z } from "zod";
import { expect, problem, test } from "./support/fixtures";
import type { World } from "./support/world";

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

  test("a test event that PostHog does not take is told, and nothing else is", async ({
    connected: page,
    world,
    sandbox,
  }) => {
    await sandbox.plantFault({ method: "POST", path: "/batch/", kind: "reset" });
    await page.getByRole("button", { name: "Send a test event" }).click();
    await expect(problem(page, "PostHog did not take the test event")).toBeVisible();
    expect(await eventsOf(page, world)).toEqual([]);
  });
});

test.describe("reporting visits", () => {
  // posthog-js drops the events of browsers that say a program drives them.
  test.use({ userAgent: "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36" });
  test.beforeEach(({ page }) =>
    page.addInitScript(() => {
      for (const name of ["webdriver", "userAgentData"])
        Object.defineProperty(navigator, name, { get: () => undefined });
    }),
  );

  test("begins when somebody asks for it and ends when they take it back", async ({
    connected: page,
    world,
  }) => {
    await page.reload();
    expect(await eventsOf(page, world)).toEqual([]);
    await page.getByRole("button", { name: "Report my visits" }).click();
    await expect(page.getByText("now show up in your project", { exact: false })).toBeVisible();
    await expect.poll(() => eventsOf(page, world)).toContain("$pageview");
    await page.getByRole("button", { name: "Stop reporting my visits" }).click();
    await expect(page.getByText("no longer reported", { exact: false })).toBeVisible();
    await page.goto("/connection");
    const before = await eventsOf(page, world);
    await page.reload({ waitUntil: "networkidle" });
    expect(await eventsOf(page, world)).toEqual(before);
  });
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a test event reaches the project, too", async ({ connected: page, world }) => {
    await page.getByRole("button", { name: "Send a test event" }).click();
    await expect(page.getByText("A test event is on its way.", { exact: false })).toBeVisible();
    expect(await eventsOf(page, world)).toEqual(["test event from Burrow"]);
  });
});
