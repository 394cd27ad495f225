import { test } from "@/tests/e2e/support/current";
import { expect, testIn } from "@/tests/e2e/support/fixtures";
import { OPERATOR } from "@/tests/e2e/support/operator";
import { newSigningKey } from "@/tests/support/signing-keys";

// A client that signs may ask for its limits, and with them whether it is verified, before anyone has connected.
const signing = testIn("current", async () => ({
  SIGNING_KEYS: JSON.stringify([newSigningKey("signing")]),
}));

signing("the partner page says that PostHog regards this app as unverified", async ({ page, signIn }) => {
  await signIn(OPERATOR);
  await page.goto("/partner");
  await page.getByRole("button", { name: "Register in EU" }).click();
  await expect(page.getByRole("region", { name: "Verification" })).toContainText("as unverified");
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(`after a refusal, ${javaScriptEnabled ? "with" : "without"} JavaScript`, () => {
    test.use({ javaScriptEnabled });

    test("a verification token's label and address are still there", async ({ page, signIn }) => {
      await signIn(OPERATOR);
      await page.goto("/partner/verification/new");
      await page.getByLabel("Label").fill("Query");
      await page.getByLabel("Address of the document").fill("https://app.example/client.json?version=2");
      await page.getByRole("button", { name: "Create the token" }).click();
      await expect(page.getByText("must not contain query parameters")).toBeVisible();
      await expect(page.getByLabel("Label")).toHaveValue("Query");
      await expect(page.getByLabel("Address of the document")).toHaveValue(
        "https://app.example/client.json?version=2",
      );
    });
  });
}
