import type { Page } from "@playwright/test";
import { expect, problem } from "./fixtures";
import type { World } from "./world";

/** Has PostHog revoke the app's access, and presses the button that finds out. */
export async function loseAccess(page: Page, { appUrl, sandbox }: World): Promise<void> {
  const client_id = `${appUrl}/.well-known/posthog-client.json`;
  await sandbox.control("POST", "clients/revoke_sessions", { body: { client_id } });
  await sandbox.advanceClock(3601);
  await page.getByRole("button", { name: "Open in PostHog" }).click();
  await expect(problem(page, "PostHog needs your permission again")).toBeVisible();
}
