import type { Locator, Page } from "@playwright/test";
import { PARTNER, projectOf } from "./management";
import type { Region } from "./region";

/** Logs someone in and goes to a section of the partner's project, as a person would. */
export async function open(page: Page, region: Region, section: string, email = PARTNER): Promise<void> {
  await page.goto(`${region.origin}/login?next=/project/${await projectOf(region)}`);
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "Log in", exact: true }).click();
  await page.getByRole("navigation", { name: "Project" }).getByRole("link", { name: section }).click();
}

/** A key, token or record in the list of a page. */
export const thing = (page: Page, name: string) =>
  page.getByRole("listitem").filter({ has: page.getByRole("heading", { name, exact: true }) });

/** Opens the confirmation of an action that cannot be undone. */
export const ask = (about: Locator, verb: string) =>
  about.locator("summary").filter({ hasText: verb }).click();

export const shownOnce = (page: Page) => page.getByRole("status", { name: "Copy this now" });
