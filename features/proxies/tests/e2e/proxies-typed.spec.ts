import { test } from "@/features/personal-api-key/tests/support/keyed";
import { expect } from "@/tests/e2e/support/fixtures";
import { addDomain, PROXIES } from "../support/proxies";

test.use({ scopes: ["organization:write"] });

for (const javaScriptEnabled of [true, false]) {
  test.describe(`after a refusal, ${javaScriptEnabled ? "with" : "without"} JavaScript`, () => {
    test.use({ javaScriptEnabled });

    test("a proxy's domain is still there", async ({ keyed: page }) => {
      await page.goto(PROXIES);
      await addDomain(page, "*.example.com");
      await expect(page.getByText("Domains cannot include wildcards")).toBeVisible();
      await expect(page.getByLabel("Domain")).toHaveValue("*.example.com");
    });
  });
}
