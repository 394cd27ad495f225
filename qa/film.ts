import { mkdirSync, rmSync } from "node:fs";
import { chromium, type Page } from "@playwright/test";
import { approve, logIn } from "../tests/e2e/support/posthog-pages";
import { startWorld } from "../tests/e2e/support/world";
import { browserOptions } from "./support/browser";

// Takes one PNG per scene of the demonstration: from the first page to the project, and again after a lost answer.
const FOLDER = ".data/film";
const VIEW = { width: 1280, height: 720 };
/** Longer than the interval at which the frame beside the app polls for new calls. */
const SETTLES_MS = 1_500;

type Scene = [name: string, play: (page: Page) => Promise<unknown>];

const press = (name: string) => (page: Page) => page.getByRole("button", { name }).click();

const SCENES: readonly Scene[] = [
  ["first-page", (page) => page.goto("/")],
  ["stories", (page) => page.getByRole("link", { name: "See the guided demo" }).click()],
  [
    "choice",
    async (page) => {
      await page.getByRole("radio", { name: "Omar" }).check();
      await page.getByRole("radio", { name: "is lost" }).check();
    },
  ],
  ["sign-in", press("Begin")],
  ["signed-in", press("Sign in")],
  [
    "log-in",
    async (page) => {
      await press("Connect PostHog")(page);
      await page.getByLabel("E-mail").waitFor();
    },
  ],
  [
    "consent",
    async (page) =>
      logIn(
        page,
        (
          await page
            .getByText(/^omar-\d+@story\.example$/)
            .first()
            .innerText()
        ).trim(),
      ),
  ],
  ["connected", (page) => approve(page, "Mobile")],
  ["hour", press("Let an hour pass")],
  ["lost", press("Open in PostHog")],
  ["again", (page) => page.getByRole("link", { name: "Connect again" }).click()],
  ["consent-again", press("Connect PostHog")],
  ["back", (page) => approve(page, "Mobile")],
  ["project", press("Open in PostHog")],
];

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
const world = await startWorld();
const browser = await chromium.launch(browserOptions());
try {
  const page = await browser.newPage({ baseURL: world.appUrl, viewport: VIEW });
  for (const [index, [name, play]] of SCENES.entries()) {
    await play(page);
    await page.waitForTimeout(SETTLES_MS);
    await page.screenshot({ path: `${FOLDER}/${String(index + 1).padStart(2, "0")}-${name}.png` });
  }
  process.stdout.write(`${SCENES.length} scenes are in ${FOLDER}.\n`);
} finally {
  await browser.close();
  await world.stop();
}
