import { expect, type Page } from "@playwright/test";

// What a person does on PostHog's pages.

/** Logs in to PostHog if it asks for that, and waits for the consent page. */
export async function reachConsent(page: Page, email: string): Promise<void> {
  const logIn = page.getByRole("button", { name: "Log in", exact: true });
  const approve = page.getByRole("button", { name: "Approve" });
  await expect(logIn.or(approve), "the browser is at PostHog").toBeVisible();
  if (await logIn.isVisible()) {
    await page.getByLabel("E-mail").fill(email);
    await logIn.click();
  }
  await expect(approve).toBeVisible();
}

/** Approves on the consent page. @param project The name of the project to share; the first if absent. */
export async function approve(page: Page, project?: string): Promise<void> {
  if (project !== undefined) await page.getByRole("radio", { name: project }).check();
  await page.getByRole("button", { name: "Approve" }).click();
}

/** Cancels on the consent page. PostHog does not redirect back, and tells the app nothing. */
export async function cancel(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Cancel" }).click();
}

/**
 * Approves as the browser would, but does not follow PostHog's redirect.
 * @returns the address of the app's callback, with its code and state.
 */
export async function approveWithoutReturning(page: Page): Promise<string> {
  const form = page.locator("form#consent");
  const { action, fields } = await form.evaluate((element: HTMLFormElement) => ({
    action: element.action,
    fields: Object.fromEntries([...new FormData(element)].map(([name, value]) => [name, String(value)])),
  }));
  const headers = { origin: new URL(action).origin };
  const answer = await page.request.post(action, { form: fields, headers, maxRedirects: 0 });
  const callback = answer.headers().location;
  if (callback === undefined) throw new Error(`PostHog did not send the browser back: ${answer.status()}`);
  return callback;
}
