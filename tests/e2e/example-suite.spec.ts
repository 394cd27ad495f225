import { randomBytes } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import { type PartnerApp, type Place, partnerSuite, partnerTest } from "../../sandbox/testkit";
import { freePort, startProcess } from "../support/processes";
import { Sandbox } from "../support/sandbox";

// The app under examples/hono passes the same suite as this app.

const trellis: PartnerApp = {
  async signIn(page, email) {
    await page.goto("/");
    await page.getByLabel("E-mail").fill(email);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByText(email)).toBeVisible();
  },
  connect: (page) => press(page, "Connect PostHog"),
  open: (page) => press(page, "Open in PostHog"),
  async isConnected(page) {
    await page.goto("/");
    return page.getByText("PostHog is connected.").isVisible();
  },
};

/** Presses the button of a plain form, and waits until the browser has loaded the next page. */
async function press(page: Page, name: string): Promise<void> {
  await page.goto("/");
  const loaded = page.waitForEvent("load");
  await page.getByRole("button", { name }).click();
  await loaded;
}

const test = partnerTest(trellis).extend<object, { place: Place }>({
  place: [
    async ({ browserName: _ }, use) => {
      const sandbox = await Sandbox.start();
      const port = await freePort();
      const baseURL = `http://localhost:${port}`;
      const env = {
        APP_URL: baseURL,
        POSTHOG_US_URL: sandbox.origins.us,
        POSTHOG_EU_URL: sandbox.origins.eu,
        AUTH_SECRET: randomBytes(32).toString("base64url"),
        ENCRYPTION_KEYS: `test:${randomBytes(32).toString("base64url")}`,
        DATA_DIR: "memory://",
      };
      const metadata = `${baseURL}/.well-known/posthog-client.json`;
      const app = await startProcess("node_modules/.bin/tsx", ["examples/hono/app.ts"], env, metadata);
      await sandbox.register(metadata);
      await use({ baseURL, sandbox: sandbox.origins });
      await app.stop();
      await sandbox.stop();
    },
    { scope: "worker", timeout: 60_000 },
  ],
});

// One after the other: starting another app and sandbox takes longer than sharing the tests saves.
test.describe.configure({ mode: "default" });

partnerSuite(test);
