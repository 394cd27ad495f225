import { expect, type Page } from "@playwright/test";
import { z } from "zod";
import { sendForm } from "@/tests/e2e/support/shortcuts";
import type { Sandbox } from "@/tests/support/sandbox";

interface Limits {
  readonly scoped_teams?: readonly number[];
  readonly scoped_organizations?: readonly string[];
}

const usersSchema = z.object({
  users: z.array(
    z.object({
      id: z.number(),
      organizations: z.array(
        z.object({ id: z.string(), name: z.string(), projects: z.array(z.object({ id: z.number() })) }),
      ),
    }),
  ),
});

/** Someone's account at PostHog, with the first of their organizations and projects. */
export async function findAccount(sandbox: Sandbox, email: string) {
  const path = `users?${new URLSearchParams({ email })}`;
  const [user] = (await sandbox.control("GET", path, { schema: usersSchema })).users;
  const organization = user?.organizations[0];
  const project = organization?.projects[0];
  if (!user || !organization || !project) throw new Error(`PostHog has no project for ${email}`);
  return { userId: user.id, organizationId: organization.id, projectId: project.id };
}

/** Makes a personal API key at PostHog, as its owner would in the settings. */
export async function createPersonalApiKey(
  sandbox: Sandbox,
  email: string,
  scopes: readonly string[],
  limits: Limits = {},
): Promise<string> {
  const { userId } = await findAccount(sandbox, email);
  const body = { user_id: userId, scopes, ...limits };
  const schema = z.object({ value: z.string() });
  return (await sandbox.control("POST", "personal_api_keys", { body, schema })).value;
}

/** Submits a key on the app's page for it. */
export async function pasteKey(page: Page, key: string): Promise<void> {
  await page.goto("/connection/personal-api-key");
  await page.getByLabel("Personal API key", { exact: true }).fill(key);
  await page.getByRole("button", { name: "Check and keep the key" }).click();
}

/** Submits a key and expects that PostHog accepts it. */
export async function giveKey(page: Page, key: string): Promise<void> {
  await pasteKey(page, key);
  await expect(page.getByText("PostHog accepts this key.", { exact: false })).toBeVisible();
}

/** Creates a key and gives it to the app with the form alone, for a test that is about something else. */
export async function handOverKey(
  page: Page,
  sandbox: Sandbox,
  email: string,
  scopes: readonly string[],
): Promise<void> {
  const key = await createPersonalApiKey(sandbox, email, scopes);
  await sendForm(page, "/connection/personal-api-key", "Check and keep the key", { key });
}
