import type { Page } from "@playwright/test";
import type { Sandbox } from "@/tests/support/sandbox";
import { createToken, revokeToken } from "./verification";

const LIST = "/partner/verification";
/** One second longer than PostHog caches the client metadata document. */
const CACHE_SECONDS = 3601;

export const steps = {
  async addContent({ page }: { readonly page: Page }) {
    await page.goto(LIST);
    await createToken(page, "First");
  },
  replacement: {
    title: "replace the verification token",
    async run({ page, sandbox }: { readonly page: Page; readonly sandbox: Sandbox }) {
      await page.goto(LIST);
      await createToken(page, "Before");
      await createToken(page, "After");
      await sandbox.advanceClock(CACHE_SECONDS);
      await page.goto(LIST);
      await revokeToken(page, "Before");
      await page.getByRole("status").filter({ hasText: "The token is revoked." }).waitFor();
    },
  },
};
