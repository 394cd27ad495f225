import type { Page } from "@playwright/test";
import type { Sandbox } from "../../support/sandbox";
import { expectConnected } from "./fixtures";
import { approve, reachConsent } from "./posthog-pages";

/** Connects someone who may look at a project, but not change it. */
export async function connectMember(page: Page, sandbox: Sandbox, email: string): Promise<void> {
  const organization = (level: string) => ({
    name: `Org of ${email}`,
    level,
    projects: [{ name: "Website" }],
  });
  const owner = { email: `owner-${email}`, organizations: [organization("owner")] };
  const member = { email, organizations: [{ ...organization("member"), projects: [] }] };
  for (const body of [owner, member]) await sandbox.control("POST", "users", { body });
  await reachConsent(page, email);
  await approve(page, "Website");
  await expectConnected(page);
}
