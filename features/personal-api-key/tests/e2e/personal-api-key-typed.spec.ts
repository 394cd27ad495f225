import { test } from "@/tests/e2e/support/current";
import { expect } from "@/tests/e2e/support/fixtures";
import { createPersonalApiKey, pasteKey } from "../support/personal-api-keys";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`after a refusal, ${javaScriptEnabled ? "with" : "without"} JavaScript`, () => {
    test.use({ javaScriptEnabled });

    test("a personal API key is not", async ({ connected: page, sandbox, newEmail }) => {
      const key = await createPersonalApiKey(sandbox, newEmail, ["insight:read"]);
      await pasteKey(page, key);
      await expect(page.getByText("PostHog needs more permission")).toBeVisible();
      await expect(page.getByLabel("Personal API key", { exact: true })).toHaveValue("");
      expect(await page.content()).not.toContain(key);
    });
  });
}
