import { test } from "@/features/personal-api-key/tests/support/keyed";
import { expect } from "@/tests/e2e/support/fixtures";
import { createKey, fillKey, openKey } from "../support/secret-keys";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`after a refusal, ${javaScriptEnabled ? "with" : "without"} JavaScript`, () => {
    test.use({ javaScriptEnabled });

    test("a key to be made or changed is still described", async ({ keyed: page }) => {
      await createKey(page, "First");
      await fillKey(page, "First", ["endpoint:read"]);
      await expect(page.getByText("PostHog says: “Project secret API key with label")).toBeVisible();
      await expect(page.getByLabel("Label")).toHaveValue("First");
      await expect(page.getByRole("checkbox", { name: "endpoint:read" })).toBeChecked();
      await expect(page.getByRole("checkbox", { name: "feature_flag:read" })).not.toBeChecked();
      await createKey(page, "Second");
      await openKey(page, "Second");
      await page.getByLabel("Label").fill("First");
      await page.getByRole("checkbox", { name: "feature_flag:read" }).uncheck();
      await page.getByLabel("Other scopes").fill("endpoint:read");
      await page.getByRole("button", { name: "Save the changes" }).click();
      await expect(page.getByText("Another key has this label")).toBeVisible();
      await expect(page.getByLabel("Label")).toHaveValue("First");
      await expect(page.getByRole("checkbox", { name: "feature_flag:read" })).not.toBeChecked();
      await expect(page.getByLabel("Other scopes")).toHaveValue("endpoint:read");
    });
  });
}
