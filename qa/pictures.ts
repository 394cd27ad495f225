import { mkdirSync } from "node:fs";
import { chromium, type Page } from "@playwright/test";
import { approve, createPostHogUser, reachConsent } from "../tests/e2e/support/posthog-pages";
import { startWorld } from "../tests/e2e/support/world";
import { browserOptions } from "./support/browser";
import { composeSheet, keepGallery, takePicture } from "./support/gallery";

// Walks through the flow in a real browser and takes the README's screenshots: of the flow, and of the pages in both
// themes, on a phone and on a desktop.
const FOLDER = "docs/pictures";
const EMAIL = "ada@example.com";
const VIEW = { width: 480, height: 620 };

// The user is also an operator, to see the partner's page.
const world = await startWorld({ env: async () => ({ OPERATORS: EMAIL }) });
const browser = await chromium.launch(browserOptions());
const context = await browser.newContext({ baseURL: world.appUrl, viewport: VIEW, deviceScaleFactor: 2 });
try {
  mkdirSync(FOLDER, { recursive: true });
  const steps = await walk(await context.newPage());
  await composeSheet(context, steps, { path: `${FOLDER}/flow.png`, width: 1280, imageStyle: "flex: 1" });
  const storageState = await context.storageState();
  await keepGallery(browser, { baseURL: world.appUrl, folder: FOLDER, storageState });
} finally {
  await browser.close();
  await world.stop();
}

async function walk(page: Page): Promise<string[]> {
  await createPostHogUser(world.sandbox, EMAIL, ["Ada's garden", "Workshop"]);
  await page.goto("/sign-in");
  await page.getByLabel("E-mail address").fill(EMAIL);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "Connect PostHog" }).waitFor();
  const steps = [await takePicture(page)];
  await reachConsent(page, EMAIL);
  steps.push(await takePicture(page));
  await approve(page, "Ada's garden");
  await page.getByText("Connected to PostHog", { exact: true }).waitFor();
  steps.push(await takePicture(page));
  await page.getByRole("button", { name: "Open in PostHog" }).click();
  await page.waitForURL(/\/project\/\d+$/);
  steps.push(await takePicture(page));
  return steps;
}
