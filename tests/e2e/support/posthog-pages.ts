import { expect, type Page } from "@playwright/test";
import { z } from "zod";
import type { Region, Sandbox } from "../../support/sandbox";

interface Person {
  readonly id: string;
  readonly email: string;
}

const userSchema = z.object({ id: z.union([z.string(), z.number()]).transform(String), email: z.string() });

/** Gives an e-mail address an account at PostHog, with these projects in one organization. */
export async function createPostHogUser(
  sandbox: Sandbox,
  email: string,
  projects: readonly string[] = ["Website"],
  region: Region = "us",
): Promise<Person> {
  const organizations = [{ name: `Org of ${email}`, projects: projects.map((name) => ({ name })) }];
  return sandbox.control("POST", "users", { region, body: { email, organizations }, schema: userSchema });
}

/** Logs this browser in to PostHog as someone, as if they had done so long ago. */
export async function haveSession(page: Page, sandbox: Sandbox, user: Person): Promise<void> {
  const schema = z.object({ cookie: z.string() });
  const { cookie } = await sandbox.control("POST", `users/${user.id}/session`, { body: {}, schema });
  const cookies = cookie.split("; ").map((pair) => {
    const [name = "", ...value] = pair.split("=");
    return { name, value: value.join("="), url: sandbox.origins.us };
  });
  await page.context().addCookies(cookies);
}

/** On PostHog's log-in page. */
export async function logIn(page: Page, email: string): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "Log in", exact: true }).click();
}

/** On PostHog's consent page. */
export async function approve(page: Page, project: string): Promise<void> {
  await page.getByRole("radio", { name: project }).check();
  await page.getByRole("button", { name: "Approve" }).click();
}

/** Presses Connect PostHog and stops on the consent page. For people with an account who are not logged in. */
export async function reachConsent(page: Page, email: string): Promise<void> {
  await page.getByRole("button", { name: "Connect PostHog" }).click();
  await logIn(page, email);
  await expect(page.getByRole("button", { name: "Approve" })).toBeVisible();
}

/** Approves without following PostHog's redirect to the callback, and returns its URL. */
export async function approveWithoutReturning(page: Page): Promise<string> {
  const form = page.locator("form", { has: page.getByRole("radio", { name: "Website" }) });
  const { action, fields } = await form.evaluate((element: HTMLFormElement) => ({
    action: element.action,
    fields: Object.fromEntries([...new FormData(element)].map(([name, value]) => [name, String(value)])),
  }));
  const headers = { origin: new URL(action).origin };
  const answer = await page.request.post(action, { form: fields, headers, maxRedirects: 0 });
  const back = answer.headers().location ?? "";
  expect(back).toContain("/callbacks/posthog");
  return back;
}
