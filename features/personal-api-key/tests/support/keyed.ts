import { expect, type Page } from "@playwright/test";
import { test as current } from "@/tests/e2e/support/current";
import { test as base } from "@/tests/e2e/support/fixtures";
import { enterConnected } from "@/tests/e2e/support/shortcuts";
import type { Sandbox } from "@/tests/support/sandbox";
import { handOverKey } from "./personal-api-keys";

interface Keyed {
  /** The page of a connected person who has given the app a personal API key with these `scopes`. */
  keyed: Page;
  scopes: readonly string[];
}

interface Given {
  readonly page: Page;
  readonly sandbox: Sandbox;
  readonly newEmail: string;
  readonly scopes: readonly string[];
}

const SCOPES = ["project:write", "feature_flag:read"];

async function provideKeyed(
  { page, sandbox, newEmail, scopes }: Given,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  await enterConnected(page, newEmail);
  await handOverKey(page, sandbox, newEmail, scopes);
  await page.goto("/connection/personal-api-key");
  await expect(page.getByRole("region", { name: "The key you gave us" })).toBeVisible();
  await use(page);
}

/** Tests against today's server, which gives partners less than the documented one. */
export const test = current.extend<Keyed>({ scopes: [SCOPES, { option: true }], keyed: provideKeyed });

export const documented = base.extend<Keyed>({ scopes: [SCOPES, { option: true }], keyed: provideKeyed });
