import { type BrowserContext, test as base, expect, type Locator, type Page } from "@playwright/test";
import { verifyEmail } from "../../resilience/support/story";
import { type Place, shownPage } from "../../support/leaks";
import type { Sandbox } from "../../support/sandbox";
import { enterConnected, goToConsent } from "./shortcuts";
import { enter } from "./sign-in";
import {
  type AnotherApp,
  type MoreEnv,
  type Profile,
  startAnother,
  startWorld,
  type World,
  type WorldOptions,
} from "./world";

interface Fixtures {
  /** A fresh e-mail address that PostHog has never seen. */
  newEmail: string;
  signIn(email: string, page?: Page): Promise<void>;
  /** The page of someone new, who has signed in. */
  signedIn: Page;
  /** The same, after they have connected PostHog. */
  connected: Page;
  /** The same, whose address PostHog has verified, so that links lead into the project. */
  verified: Page;
  /** The page of someone whom PostHog knows, with these `projects`, where it asks for their consent. */
  atConsent: Page;
  projects: readonly string[];
  /** The page of someone else, signed in, in a browser of their own. */
  neighbour: Page;
  /** Starts another app with this environment, at the same PostHog. It stops with the test, if not before. */
  startAnother(env: Record<string, string>): Promise<AnotherApp>;
}

interface WorkerFixtures extends Required<WorldOptions> {
  world: World;
  sandbox: Sandbox;
}

/**
 * One app and one sandbox per worker; each test brings its own people. Every page of every test must stay free
 * of console errors and policy violations.
 */
export const test = base.extend<Fixtures, WorkerFixtures>({
  database: ["PGlite", { option: true, scope: "worker" }],
  profile: ["documented", { scope: "worker" }],
  env: [async ({}, use) => use(async () => ({})), { scope: "worker" }],
  registered: [true, { scope: "worker" }],
  world: [
    async ({ database, profile, env, registered }, use) => {
      const world = await startWorld({ database, profile, env, registered });
      await use(world);
      await world.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  sandbox: [async ({ world }, use) => use(world.sandbox), { scope: "worker" }],
  baseURL: async ({ world }, use) => use(world.appUrl),
  context: async ({ context, world }, use) => {
    const complaints = collectComplaints(context);
    const pages = collectPages(context, world.appUrl);
    await use(context);
    world.pages.push(...(await Promise.all(pages)).filter((page) => page !== null));
    expect(complaints, "console errors and policy violations").toEqual([]);
  },
  // Short, because the sandbox's record takes long ones for secrets.
  newEmail: async ({}, use, { testId, retry }) => use(`${testId.slice(-20)}-${retry}@example.org`),
  signIn: async ({ page }, use) => use((email, target = page) => signIn(target, email)),
  signedIn: async ({ page, newEmail, signIn }, use) => {
    await signIn(newEmail);
    await use(page);
  },
  connected: async ({ page, newEmail }, use) => {
    await enterConnected(page, newEmail);
    await page.goto("/connection");
    await expectConnected(page);
    await use(page);
  },
  verified: async ({ connected, sandbox, newEmail }, use) => {
    await verifyEmail(sandbox, newEmail);
    await use(connected);
  },
  projects: [["Website"], { option: true }],
  atConsent: async ({ page, sandbox, newEmail, projects }, use) => {
    await enter(page, newEmail);
    await goToConsent(page, sandbox, newEmail, projects);
    await use(page);
  },
  neighbour: async ({ browser, world, newEmail, signIn }, use) => {
    const page = await browser.newPage({ baseURL: world.appUrl });
    await signIn(`second-${newEmail}`, page);
    await use(page);
    await page.close();
  },
  startAnother: async ({ sandbox }, use) => {
    const started: AnotherApp[] = [];
    await use(async (env) => {
      const app = await startAnother(sandbox, env);
      started.push(app);
      return app;
    });
    for (const app of started) await app.stop();
  },
});

/**
 * Tests in a world with other settings, perhaps one where PostHog has not read the app's document yet. Each call makes
 * one: files that may share it share what this returns.
 */
export const testIn = (profile: Profile, env: MoreEnv = async () => ({}), { registered = true } = {}) =>
  test.extend<object, { profile: Profile; env: MoreEnv; registered: boolean }>({
    profile: [profile, { scope: "worker" }],
    env: [async ({}, use) => use(env), { scope: "worker" }],
    registered: [registered, { scope: "worker" }],
  });

export { expect };

/** Signs in and opens the connection page. */
async function signIn(page: Page, email: string): Promise<void> {
  await enter(page, email);
  await page.goto("/connection");
  await expect(page.getByText(email).first()).toBeVisible();
}

/** Someone new to PostHog waits a moment for their account. */
export const SLOWLY = { timeout: 30_000 };

/** Presses Connect PostHog and waits for the connection. For e-mail addresses that are new to PostHog. */
export async function connect(page: Page, choices: { region?: "United States" | "European Union" } = {}) {
  if (choices.region) await page.getByRole("radio", { name: choices.region }).check();
  await page.getByRole("button", { name: "Connect PostHog" }).click();
  await expectConnected(page, SLOWLY);
}

export const expectConnected = (page: Page, options: { timeout?: number } = {}): Promise<void> =>
  expect(page.getByText("Connected to PostHog", { exact: true })).toBeVisible(options);

/** What a page says went wrong. */
export const problem = (page: Page, words: string): Locator =>
  page.getByRole("alert").filter({ hasText: words });

/** Collects the app's pages as this browser receives them. */
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
    // Browsers report these when a test goes offline or makes a page outdated.
    if (message.type() !== "error" || /ERR_INTERNET_DISCONNECTED|status of 409/.test(message.text())) return;
    // A page that shows progress polls once more after its session has ended.
    if (message.location().url.endsWith("/connection/progress") && message.text().includes("401")) return;
    complaints.push(`${message.page()?.url()}: ${message.text()} ${message.location().url}`);
  });
  context.on("weberror", (event) => complaints.push(String(event.error())));
  return complaints;
}
