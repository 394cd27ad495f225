import type { BrowserContext, Page } from "@playwright/test";
import { connect } from "../../tests/e2e/support/fixtures";
import { approve, createPostHogUser, reachConsent } from "../../tests/e2e/support/posthog-pages";
import { verifyEmail } from "../../tests/resilience/support/story";
import type { Sandbox } from "../../tests/support/sandbox";

/** Someone with a browser of their own. */
export interface Resident {
  readonly email: string;
  readonly page: Page;
}

export async function arrive(context: BrowserContext, email: string): Promise<Resident> {
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "Connect PostHog" }).waitFor();
  return { email, page };
}

export async function connectNew({ email, page }: Resident, sandbox: Sandbox): Promise<void> {
  await connect(page);
  await verifyEmail(sandbox, email);
}

export async function connectExisting({ email, page }: Resident, sandbox: Sandbox): Promise<void> {
  await createPostHogUser(sandbox, email, ["Workshop"]);
  await reachConsent(page, email);
  await approve(page, "Workshop");
  await page.getByText("Connected to PostHog", { exact: true }).waitFor();
}

/** Presses the button. Returns the address of the project it leads to. */
export async function openProject({ page }: Resident): Promise<string> {
  await page.goto("/connection");
  await page.getByText("Connected to PostHog", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Open in PostHog" }).click();
  await page.waitForURL(/\/project\/\d+$/);
  return page.url();
}

export async function replaceProjectToken({ page }: Resident): Promise<void> {
  const token = () => page.getByText(/^phc_\w+$/).innerText();
  await page.goto("/connection");
  const before = await token();
  await page.getByRole("link", { name: "Replace the project token" }).click();
  await page.getByRole("button", { name: "Replace the project token" }).click();
  await page
    .getByText(/^phc_\w+$/)
    .filter({ hasNotText: before })
    .waitFor();
}
