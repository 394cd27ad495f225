import type { Page } from "@playwright/test";
import { PostHog, type PostHogOptions } from "posthog-node";
import { expect, test } from "./support/fixtures";
import {
  newProject,
  type Project,
  readEventNames,
  readEvents,
  readSentEncodings,
  rotateToken,
} from "./support/projects";
import type { Region } from "./support/region";
import { publishSite, watchForComplaints } from "./support/visitor";

/** Runs a server's code with posthog-node and returns the errors that the SDK reported. */
async function withSdk(
  region: Region,
  token: string,
  use: (posthog: PostHog) => unknown,
  options: PostHogOptions = {},
): Promise<string[]> {
  const posthog = new PostHog(token, { host: region.origin, fetchRetryDelay: 50, ...options });
  const problems: string[] = [];
  posthog.on("error", (error: unknown) => problems.push(String(error)));
  await use(posthog);
  await posthog.shutdown();
  return problems;
}

const order = (posthog: PostHog) => posthog.capture({ distinctId: "rosa", event: "seeds ordered" });

async function visit(page: Page, region: Region, project: Project, url: string): Promise<void> {
  await page.goto(url);
  await expect.poll(() => readEventNames(region, project.id), { timeout: 10_000 }).toContain("$pageview");
}

test.describe("posthog-node", () => {
  test("its events arrive whole in the project and nowhere else", async ({ us, eu, partner }) => {
    const project = await newProject(us, partner);
    const problems = await withSdk(us, project.token, (posthog) => {
      posthog.capture({ distinctId: "rosa", event: "seeds ordered", properties: { packets: 3 } });
      posthog.identify({ distinctId: "rosa", properties: { plan: "free" } });
    });
    expect(problems).toEqual([]);
    const events = await readEvents(us, project.id);
    expect(events).toMatchObject([
      {
        event: "seeds ordered",
        distinct_id: "rosa",
        properties: { packets: 3, $lib: "posthog-node", $lib_version: expect.any(String) },
      },
      { event: "$identify", distinct_id: "rosa", properties: { $set: { plan: "free" } } },
    ]);
    expect(await readEvents(us)).toHaveLength(2);
    expect(await readEvents(eu)).toEqual([]);
  });

  for (const disableCompression of [false, true]) {
    const how = disableCompression ? "as plain JSON" : "compressed with gzip";
    test(`its events arrive ${how}`, async ({ us, partner }) => {
      const project = await newProject(us, partner);
      expect(await withSdk(us, project.token, order, { disableCompression })).toEqual([]);
      expect(await readEventNames(us, project.id)).toEqual(["seeds ordered"]);
      expect(await readSentEncodings(us)).toEqual([disableCompression ? undefined : "gzip"]);
    });
  }

  test("it learns that there are no feature flags", async ({ us, partner }) => {
    const project = await newProject(us, partner);
    const problems = await withSdk(us, project.token, async (posthog) => {
      expect(await posthog.getAllFlags("rosa")).toEqual({});
      const flags = await posthog.evaluateFlags("rosa");
      expect(flags.isEnabled("greenhouse")).toBe(false);
    });
    expect(problems).toEqual([]);
  });

  test("events that it sends again for want of an answer are counted once", async ({ us, partner }) => {
    const project = await newProject(us, partner);
    await us.control("POST", "faults", { method: "POST", path: "/batch", kind: "drop_response" });
    expect(await withSdk(us, project.token, order)).toEqual([]);
    expect(await us.countRequests("POST", "/batch/")).toBe(2);
    expect(await readEventNames(us, project.id)).toEqual(["seeds ordered"]);
  });

  test("an unknown token is accepted, and its events are dropped without a word", async ({ us }) => {
    expect(await withSdk(us, "phc_nobodyHasThisToken", order)).toEqual([]);
    expect(await us.countRequests("POST", "/batch/")).toBe(1);
    expect(await readEvents(us)).toEqual([]);
  });

  test("feature flags are refused to an unknown token", async ({ us }) => {
    const problems = await withSdk(us, "phc_nobodyHasThisToken", (posthog) => posthog.getAllFlags("rosa"));
    expect(problems.join()).toContain("status=401");
  });

  test("a rotated token stops working at once, and the new one works", async ({ us, partner }) => {
    const project = await newProject(us, partner);
    const token = await rotateToken(us, project);
    expect(await withSdk(us, project.token, order)).toEqual([]);
    expect(await readEvents(us)).toEqual([]);
    expect(await withSdk(us, token, order)).toEqual([]);
    expect(await readEventNames(us, project.id)).toEqual(["seeds ordered"]);
  });

  test("events lie on the sandbox's clock, however far it has been moved", async ({ us, partner }) => {
    const project = await newProject(us, partner);
    await us.advance(400 * 86_400);
    await withSdk(us, project.token, order);
    const now = await us.now();
    const [event] = await readEvents(us, project.id);
    expect(Math.abs(now - Date.parse(event?.received_at ?? ""))).toBeLessThan(10_000);
    expect(Math.abs(now - Date.parse(event?.timestamp ?? ""))).toBeLessThan(10_000);
  });
});

test.describe("posthog-js", () => {
  test("a visit, a click and a log-in arrive from a page of another site", async ({ us, partner, page }) => {
    const project = await newProject(us, partner);
    const complaints = watchForComplaints(page);
    await visit(page, us, project, publishSite(partner, us, project));
    await page.getByRole("button", { name: "Order seeds" }).click();
    await page.getByRole("button", { name: "Log in" }).click();
    await expect
      .poll(() => readEventNames(us, project.id), { timeout: 10_000 })
      .toEqual(expect.arrayContaining(["$autocapture", "seeds ordered", "$identify"]));
    const events = await readEvents(us, project.id);
    expect(events.find((event) => event.event === "seeds ordered")?.properties).toMatchObject({
      packets: 3,
      $lib: "web",
      $current_url: page.url(),
    });
    expect(events.find((event) => event.event === "$identify")?.distinct_id).toBe("rosa");
    expect(complaints).toEqual([]);
  });

  test("what a visitor did last arrives although the page is gone", async ({ us, partner, page }) => {
    const project = await newProject(us, partner);
    const complaints = watchForComplaints(page);
    await visit(page, us, project, publishSite(partner, us, project));
    await page.getByRole("button", { name: "Order seeds" }).click();
    await page.close({ runBeforeUnload: true });
    await expect
      .poll(() => readEventNames(us, project.id))
      .toEqual(expect.arrayContaining(["seeds ordered", "$pageleave"]));
    expect(complaints).toEqual([]);
  });

  test("its events arrive uncompressed, after the preflight that JSON needs", async ({
    us,
    partner,
    page,
  }) => {
    const project = await newProject(us, partner);
    const complaints = watchForComplaints(page);
    const settings = { disable_compression: true };
    await visit(page, us, project, publishSite(partner, us, project, { settings }));
    expect(await us.countRequests("OPTIONS", "/e/")).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
  });

  test("it learns that there are no feature flags", async ({ us, partner, page }) => {
    const project = await newProject(us, partner);
    const complaints = watchForComplaints(page);
    await visit(page, us, project, publishSite(partner, us, project));
    const answered = page.waitForResponse((response) => response.url().includes("/flags/?v=2"));
    await page.getByRole("button", { name: "Try what is new" }).click();
    expect(await (await answered).json()).toMatchObject({ errorsWhileComputingFlags: false, flags: {} });
    expect(complaints).toEqual([]);
  });

  test("its parts load when a site switches them on", async ({ us, partner, page }) => {
    const project = await newProject(us, partner);
    const complaints = watchForComplaints(page);
    const settings = { capture_exceptions: true, capture_performance: { web_vitals: true } };
    const parts = ["exception-autocapture", "web-vitals"].map((part) =>
      page.waitForResponse((response) => response.url().includes(`/${part}`)),
    );
    await visit(page, us, project, publishSite(partner, us, project, { settings }));
    for (const part of await Promise.all(parts)) expect(part.status(), part.url()).toBe(200);
    expect(complaints).toEqual([]);
  });

  test("a page with a rotated token captures nothing", async ({ us, partner, page }) => {
    const project = await newProject(us, partner);
    const url = publishSite(partner, us, project);
    await rotateToken(us, project);
    await page.goto(url);
    await page.getByRole("button", { name: "Order seeds" }).click();
    await page.close({ runBeforeUnload: true });
    await expect.poll(() => us.countRequests("POST", "/e/")).toBeGreaterThan(0);
    expect(await readEvents(us)).toEqual([]);
  });
});
