import { expect, expectConnected, test } from "./support/fixtures";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`a project that could not be fetched, ${javaScriptEnabled ? "with" : "without"} JavaScript`, () => {
    test.use({ javaScriptEnabled });

    test("is said to be missing, with the reason, and fetched by another try", async ({
      signedIn: page,
      sandbox,
    }) => {
      const path = "/api/agentic/provisioning/resources";
      // Each of the first two tries makes two calls: the app retries once when it cannot read an answer.
      await sandbox.plantFault({ method: "POST", path, kind: "html", times: 4 });
      const reason = page.getByText("PostHog answered in a way we did not expect");
      await page.getByRole("button", { name: "Connect PostHog" }).click();
      await expect(reason).toBeVisible();
      await page.goto("/connection");
      await expect(page.getByRole("heading", { name: "Almost there" })).toBeVisible();
      await expect(reason).toBeVisible();
      await page.getByRole("button", { name: "Finish setting up" }).click();
      await expect(reason).toBeVisible();
      await page.getByRole("button", { name: "Finish setting up" }).click();
      await expectConnected(page);
    });
  });
}
