import type { Page } from "@playwright/test";
import { posthogMessages } from "../../lib/connection/posthog-messages";
import { expect, problem, test } from "./support/fixtures";
import { loseAccess } from "./support/lose-access";
import { approve } from "./support/posthog-pages";
import type { World } from "./support/world";

const TOKEN_ENDPOINT = "/api/agentic/oauth/token";
const RESOURCES = "/api/agentic/provisioning/resources/";

test.use({ projects: ["Web", "Mobile"] });

/** On the consent page: connects to one of the projects. */
async function connectTo(page: Page, project: string): Promise<void> {
  await approve(page, project);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(project);
}

/** Has PostHog revoke the app's access, and loads the page again. */
async function loseGrant(page: Page, world: World): Promise<void> {
  await loseAccess(page, world);
  await page.goto("/connection");
}

test.describe("connecting again", () => {
  test("tells the reason, and one click with consent restores the same project", async ({
    atConsent: page,
    world,
  }) => {
    await connectTo(page, "Mobile");
    const token = await page.getByText(/^phc_\w+$/).innerText();
    await loseGrant(page, world);
    const alert = problem(page, "PostHog no longer accepts this permission");
    await expect(alert.getByRole("link", { name: /without the one-click link/ })).toBeVisible();
    await expect(page.getByRole("radio")).toHaveCount(0);
    await page.getByRole("button", { name: "Connect PostHog" }).click();
    await connectTo(page, "Mobile");
    expect(await page.getByText(/^phc_\w+$/).innerText()).toBe(token);
    await page.goto("/connection/activity");
    await expect(page.getByText("Could not renew the connection")).toBeVisible();
    await page.goto("/connection");
    await page.getByRole("button", { name: "Open in PostHog" }).click();
    await expect(page).toHaveURL(/\/project\/\d+$/);
  });

  test("says so when it was the answer to a renewal that got lost", async ({ atConsent: page, sandbox }) => {
    await connectTo(page, "Mobile");
    await sandbox.advanceClock(3601);
    await sandbox.plantFault({ method: "POST", path: TOKEN_ENDPOINT, kind: "drop_response" });
    await page.getByRole("button", { name: "Open in PostHog" }).click();
    await expect(problem(page, "PostHog needs your permission again")).toBeVisible();
    await page.goto("/connection");
    await expect(problem(page, posthogMessages.renewal_lost.body)).toBeVisible();
    await page.getByRole("button", { name: "Connect PostHog" }).click();
    await connectTo(page, "Mobile");
  });

  test("to another project chosen on the consent page makes that one count", async ({
    atConsent: page,
    world,
  }) => {
    await connectTo(page, "Mobile");
    await loseGrant(page, world);
    await page.getByRole("button", { name: "Connect PostHog" }).click();
    await connectTo(page, "Web");
  });

  test("that stops before the project came finds the same one when it goes on", async ({
    atConsent: page,
    world,
    sandbox,
  }) => {
    await connectTo(page, "Mobile");
    await loseGrant(page, world);
    await sandbox.plantFault({ method: "GET", path: RESOURCES, kind: "html" });
    await page.getByRole("button", { name: "Connect PostHog" }).click();
    await approve(page, "Mobile");
    await expect(page.getByText("PostHog answered in a way we did not expect")).toBeVisible();
    await page.getByRole("link", { name: "Go to the connection page" }).click();
    await page.getByRole("button", { name: "Finish setting up" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Mobile");
  });

  test("is not asked for when a renewal fails in passing", async ({ connected: page, sandbox }) => {
    test.slow();
    await sandbox.advanceClock(3601);
    await sandbox.plantFault({ method: "POST", path: TOKEN_ENDPOINT, kind: "status", status: 503, times: 3 });
    await page.getByRole("button", { name: "Open in PostHog" }).click();
    await expect(problem(page, "PostHog")).toBeVisible();
    await page.goto("/connection");
    await page.getByRole("button", { name: "Open in PostHog" }).click();
    await expect(page).toHaveURL(/\/project\/\d+$/);
  });
});
