import { mkdirSync } from "node:fs";
import { type BrowserContext, chromium, type Page } from "@playwright/test";
import { approve, createPostHogUser, reachConsent } from "../tests/e2e/support/posthog-pages";
import { startWorld } from "../tests/e2e/support/world";
import { provideBrowser } from "./support/browser";
import { keepGallery, takePicture } from "./support/gallery";

// Walks through the flow in a real browser and keeps the README's pictures: of the flow, and of every page in both
// themes, on a phone and on a desktop.
const FOLDER = "docs/pictures";
const EMAIL = "ada@example.com";
const VIEW = { width: 480, height: 620 };

// Who walks is an operator, too, to be shown the partner's page.
const world = await startWorld({ env: async () => ({ OPERATORS: EMAIL }) });
const executablePath = provideBrowser();
const browser = await chromium.launch({
  ...(executablePath ? { executablePath } : {}),
  args: ["--no-sandbox", "--disable-background-networking"],
});
const context = await browser.newContext({ baseURL: world.appUrl, viewport: VIEW, deviceScaleFactor: 2 });
try {
  mkdirSync(FOLDER, { recursive: true });
  const steps = await walk(await context.newPage());
  await compose(context, steps);
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

async function compose(context: BrowserContext, steps: readonly string[]): Promise<void> {
  const page = await context.newPage();
  await page.setViewportSize({ width: 1280, height: 480 });
  const images = steps.map((step) => `<img src="${step}" alt="">`).join("");
  await page.setContent(`<style>
    body { margin: 0; padding: 24px; display: flex; gap: 20px; background: #ece7db; }
    img { flex: 1; min-width: 0; border-radius: 10px; box-shadow: 0 2px 12px rgb(0 0 0 / 18%); }
  </style>${images}`);
  await page.locator("body").screenshot({ path: `${FOLDER}/flow.png`, scale: "css" });
}
