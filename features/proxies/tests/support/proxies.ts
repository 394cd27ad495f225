import { expect, type Page } from "@playwright/test";
import { z } from "zod";
import {
  createPersonalApiKey,
  findAccount,
} from "@/features/personal-api-key/tests/support/personal-api-keys";
import { expectHydrated } from "@/tests/e2e/support/hydration";
import type { Sandbox } from "@/tests/support/sandbox";

export const PROXIES = "/connection/proxies";

export async function addDomain(page: Page, domain: string): Promise<void> {
  await page.getByLabel("Domain").fill(domain);
  await page.getByRole("button", { name: "Add the proxy" }).click();
}

export async function addProxy(page: Page, domain: string): Promise<void> {
  await addDomain(page, domain);
  await expect(card(page, domain)).toBeVisible();
}

export const card = (page: Page, domain: string) => page.getByRole("region", { name: domain });

/** Calls PostHog's own API as an admin of the organization would, outside the app. */
async function callPostHog(sandbox: Sandbox, email: string, method: string, rest = ""): Promise<unknown> {
  const { organizationId } = await findAccount(sandbox, email);
  const key = await createPersonalApiKey(sandbox, email, ["organization:write"]);
  const url = `${sandbox.origins.us}/api/organizations/${organizationId}/proxy_records/${rest}`;
  const response = await fetch(url, { method, headers: { authorization: `Bearer ${key}` } });
  return response.json();
}

const listSchema = z.object({ results: z.array(z.object({ id: z.string(), domain: z.string() })) });

export async function proxyId(sandbox: Sandbox, email: string, domain: string): Promise<string> {
  const { results } = listSchema.parse(await callPostHog(sandbox, email, "GET"));
  const record = results.find((result) => result.domain === domain);
  if (!record) throw new Error(`no proxy on ${domain}`);
  return record.id;
}

/** Deletes a proxy in PostHog, behind the app's back. */
export async function deleteInPostHog(sandbox: Sandbox, email: string, domain: string): Promise<void> {
  await callPostHog(sandbox, email, "DELETE", `${await proxyId(sandbox, email, domain)}/`);
}

/** Advances the clock to the page's next automatic check. */
export async function watch(page: Page): Promise<void> {
  await expectHydrated(page.getByText("This page updates every few seconds"));
  await page.clock.fastForward(5_000);
}

/** Changes a proxy's status as DNS, certificates and the monitor would. */
export async function advance(
  sandbox: Sandbox,
  email: string,
  domain: string,
  change: { status?: string; message?: string } = {},
): Promise<void> {
  const id = await proxyId(sandbox, email, domain);
  await sandbox.control("POST", `proxy_records/${id}/advance`, { body: change });
}

export const proxiesPath = async (sandbox: Sandbox, email: string): Promise<string> =>
  `/api/organizations/${(await findAccount(sandbox, email)).organizationId}/proxy_records/`;

/** An unused domain: PostHog accepts each one only once. */
export const domainOf = (email: string, label = "e"): string =>
  `${label}.${email.split("@")[0]?.slice(-30)}.example`;
