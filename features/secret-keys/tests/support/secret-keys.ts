import { expect, type Page } from "@playwright/test";
import { sendForm } from "@/tests/e2e/support/shortcuts";

export const LIST = "/connection/secret-keys";

export async function fillKey(page: Page, label: string, scopes: readonly string[]): Promise<void> {
  await page.goto(`${LIST}/new`);
  await page.getByLabel("Label").fill(label);
  for (const scope of scopes) await page.getByRole("checkbox", { name: scope }).check();
  await page.getByRole("button", { name: "Create the key" }).click();
}

/** Reads the value on the page that shows it only once. */
export async function readValue(page: Page): Promise<string> {
  await expect(page.getByRole("heading", { name: /^Copy “.*” now$/ })).toBeVisible();
  return page.getByText(/^phs_\w+$/).innerText();
}

/** Creates a key and goes on to the list. */
export async function createKey(page: Page, label: string, scopes = ["feature_flag:read"]): Promise<string> {
  await fillKey(page, label, scopes);
  const value = await readValue(page);
  await page.getByRole("link", { name: "I have stored it" }).click();
  await expect(row(page, label)).toBeVisible();
  return value;
}

export const row = (page: Page, label: string) =>
  page.getByRole("row").filter({ has: page.getByRole("link", { name: label, exact: true }) });

/** Opens one of the key's pages, from the list. */
export async function openKey(page: Page, label: string, action?: "Roll" | "Delete"): Promise<void> {
  await page.goto(LIST);
  await row(page, label).getByRole("link").click();
  if (action) await page.getByRole("link", { name: `${action} the key` }).click();
  const title = action ? `${action} “${label}”?` : label;
  await expect(page.getByRole("heading", { level: 1, name: title, exact: true })).toBeVisible();
}

/** Creates a project secret API key of which the test needs only the label. */
export async function makeSecretKey(page: Page, label: string): Promise<void> {
  await sendForm(page, "/connection/secret-keys/new", "Create the key", { label, "endpoint:read": "on" });
}
