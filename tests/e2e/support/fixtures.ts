import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import { type Place, shownPage } from "../../support/leaks";
import { type Database, startWorld, type World } from "./world";

interface Fixtures {
  /** A fresh e-mail address that PostHog has never seen. */
  newEmail: string;
  signIn(email: string, page?: Page): Promise<void>;
  /** The page of somebody new, who has signed in. */
  signedIn: Page;
  /** The same, after they have connected PostHog. */
  connected: Page;
}

/**
 * One app and one sandbox per worker; each test brings its own people. Every page of every test must stay free
 * of console errors and policy violations.
 */
export const test = base.extend<Fixtures, { database: Database; world: World }>({
  database: ["PGlite", { option: true, scope: "worker" }],
  world: [
    async ({ database }, use) => {
      const world = await startWorld({ database });
      await use(world);
      await world.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  baseURL: async ({ world }, use) => use(world.appUrl),
  context: async ({ context, world }, use) => {
    const complaints = collectComplaints(context);
    const pages = collectPages(context, world.appUrl);
    await use(context);
    world.pages.push(...(await Promise.all(pages)).filter((page) => page !== null));
    expect(complaints, "console errors and policy violations").toEqual([]);
  },
  // Short, or the sandbox's record would take it for a secret.
  newEmail: async ({}, use, { testId, retry }) => use(`${testId.slice(-20)}-${retry}@example.org`),
  signIn: async ({ page }, use) => use((email, target = page) => signIn(target, email)),
  signedIn: async ({ page, newEmail, signIn }, use) => {
    await signIn(newEmail);
    await use(page);
  },
  connected: async ({ signedIn }, use) => {
    await connect(signedIn);
    await use(signedIn);
  },
});

export { expect };

async function signIn(page: Page, email: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText(email).first()).toBeVisible();
}

/** Presses Connect PostHog and waits for the connection. For e-mail addresses that are new to PostHog. */
export async function connect(page: Page, choices: { region?: "United States" | "European Union" } = {}) {
  if (choices.region) await page.getByRole("radio", { name: choices.region }).check();
  await page.getByRole("button", { name: "Connect PostHog" }).click();
  await expect(page.getByText("Connected to PostHog", { exact: true })).toBeVisible({ timeout: 30_000 });
}

/** The app's pages as this browser gets them. */
function collectPages(context: BrowserContext, appUrl: string): Promise<Place | null>[] {
  const pages: Promise<Place | null>[] = [];
  context.on("response", (response) => {
    const request = response.request();
    if (request.resourceType() !== "document" || !response.url().startsWith(appUrl)) return;
    const page = response.text().then((html) => shownPage(response.url(), request.method(), html));
    // A redirect has no text, and a page left at once may be gone before it is read.
    pages.push(page.catch(() => null));
  });
  return pages;
}

function collectComplaints(context: BrowserContext): string[] {
  const complaints: string[] = [];
  context.on("console", (message) => {
    // Said when a test takes the network away.
    if (message.type() !== "error" || message.text().includes("ERR_INTERNET_DISCONNECTED")) return;
    complaints.push(`${message.page()?.url()}: ${message.text()} ${message.location().url}`);
  });
  context.on("weberror", (event) => complaints.push(String(event.error())));
  return complaints;
}
