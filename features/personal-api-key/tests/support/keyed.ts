import type { Page } from "@playwright/test";
import { test as current } from "@/tests/e2e/support/current";
import { test as base } from "@/tests/e2e/support/fixtures";
import type { Sandbox } from "@/tests/support/sandbox";
import { createPersonalApiKey, giveKey } from "./personal-api-keys";

interface Keyed {
  /** The page of someone connected, who has given the app a personal API key with these `scopes`. */
  keyed: Page;
  scopes: readonly string[];
}

interface Given {
  readonly connected: Page;
  readonly sandbox: Sandbox;
  readonly newEmail: string;
  readonly scopes: readonly string[];
}

const SCOPES = ["project:write", "feature_flag:read"];

async function provideKeyed(
  { connected, sandbox, newEmail, scopes }: Given,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  await giveKey(connected, await createPersonalApiKey(sandbox, newEmail, scopes));
  await use(connected);
}

/** Tests against today's server, which gives partners less than the documented one. */
export const test = current.extend<Keyed>({ scopes: [SCOPES, { option: true }], keyed: provideKeyed });

export const documented = base.extend<Keyed>({ scopes: [SCOPES, { option: true }], keyed: provideKeyed });
