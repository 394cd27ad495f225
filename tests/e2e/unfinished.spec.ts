import { expect, test } from "./support/fixtures";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`a project that could not be fetched, ${javaScriptEnabled ? "with" : "without"} JavaScript`, () => {
    test.use({ javaScriptEnabled });

    test("is said to be missing, with the reason, and fetched by another try", async ({
      page,
      world,
      newEmail,
      signIn,
    }) => {
      await signIn(newEmail);
      await world.sandbox.control("POST", "faults", {
        body: { method: "POST", path: "/api/agentic/provisioning/resources", kind: "html", times: 2 },
      });
      const reason = page.getByText("PostHog answered in a way we did not expect");
      await page.getByRole("button", { name: "Connect PostHog" }).click();
      await expect(reason).toBeVisible();
      await page.goto("/connection");
      await expect(page.getByRole("heading", { name: "Almost there" })).toBeVisible();
      await expect(reason).toBeVisible();
      await page.getByRole("button", { name: "Finish setting up" }).click();
      await expect(reason).toBeVisible();
      await page.getByRole("button", { name: "Finish setting up" }).click();
      await expect(page.getByText("Connected to PostHog", { exact: true })).toBeVisible();
    });
  });
}
