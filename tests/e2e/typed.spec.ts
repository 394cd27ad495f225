import { test } from "./support/current";
import { expect } from "./support/fixtures";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`after a refusal, ${javaScriptEnabled ? "with" : "without"} JavaScript`, () => {
    test.use({ javaScriptEnabled });

    test("the wishes for a new account are still there", async ({ signedIn: page, sandbox }) => {
      const path = "/api/agentic/provisioning/account_requests";
      await sandbox.plantFault({ method: "POST", path, kind: "html" }, "eu");
      await page.getByRole("radio", { name: "European Union" }).check();
      await page.getByLabel("Organization name").fill("Ada & Sons");
      await page.getByLabel("Project name").fill("Garden <1>");
      await page.getByRole("button", { name: "Connect PostHog" }).click();
      await expect(page.getByText("PostHog answered in a way we did not expect")).toBeVisible();
      await expect(page.getByRole("radio", { name: "European Union" })).toBeChecked();
      await expect(page.getByLabel("Organization name")).toHaveValue("Ada & Sons");
      await expect(page.getByLabel("Project name")).toHaveValue("Garden <1>");
      await page.getByRole("button", { name: "Try again" }).click();
      await expect(page.getByText("European Union", { exact: true })).toBeVisible({ timeout: 30_000 });
    });
  });
}
