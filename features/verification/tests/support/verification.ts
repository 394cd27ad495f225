import type { Page } from "@playwright/test";
import { z } from "zod";
import type { World } from "@/tests/e2e/support/world";

const clients = z.object({
  clients: z.array(z.object({ client_id: z.string(), organization_id: z.string().nullable() })),
});

/** Whether PostHog knows which organization the app belongs to. */
export async function isVerified({ appUrl, sandbox }: World): Promise<boolean> {
  const { clients: known } = await sandbox.control("GET", "clients", { schema: clients });
  const own = known.find(({ client_id }) => client_id.startsWith(appUrl));
  return own !== undefined && own.organization_id !== null;
}

/** Sends a request that only names the app, so that PostHog checks the app's document. */
export const knock = (world: World): Promise<number> => callAsApp(world, "account_requests");

/** Asks PostHog to register the app, where PostHog requires that. */
export const register = (world: World): Promise<number> => callAsApp(world, "client_registration");

const callAsApp = ({ appUrl, sandbox }: World, endpoint: string): Promise<number> =>
  sandbox.callAs(`${appUrl}/.well-known/posthog-client.json`, endpoint);

/** Creates a token on the verification page, up to the dialog that shows its value. */
export async function startToken(page: Page, label: string): Promise<string> {
  await page.getByRole("link", { name: "Create a token" }).click();
  await page.getByLabel("Label").fill(label);
  await page.getByRole("button", { name: "Create the token" }).click();
  return page
    .getByRole("dialog", { name: "Copy the token now" })
    .getByText(/^phvt_\w+$/)
    .innerText();
}

/** Creates a token on the verification page, and confirms that it is stored. */
export async function createToken(page: Page, label: string): Promise<string> {
  const value = await startToken(page, label);
  await page.getByRole("link", { name: "I have stored it" }).click();
  return value;
}

/** Revokes a token on the verification page, and confirms it. */
export async function revokeToken(page: Page, label: string): Promise<void> {
  await page.getByRole("link", { name: `Revoke ${label}` }).click();
  await page.getByRole("button", { name: "Revoke the token" }).click();
}
