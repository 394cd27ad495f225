import type { Page } from "@playwright/test";
import { z } from "zod";
import { expect, problem, test } from "@/tests/e2e/support/fixtures";
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
  });
});
