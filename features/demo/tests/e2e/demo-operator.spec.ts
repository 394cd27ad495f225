import { expectAccessible } from "@/tests/e2e/support/accessible";
import { expect } from "@/tests/e2e/support/fixtures";
import { sendForm } from "@/tests/e2e/support/shortcuts";
import { testInDemo } from "../support/demo-world";

const test = testInDemo("current");

test("Olivia, who runs the app, has it verified before everyone's eyes", async ({ page, sandbox }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.goto("/demo");
  await page.getByRole("radio", { name: "Olivia" }).check();
  await expect(page.getByRole("radio", { name: "has expired" })).toBeHidden();
  await page.getByRole("button", { name: "Begin" }).click();
  await page.getByRole("button", { name: "Sign in" }).click();
  const guide = page.getByRole("complementary", { name: "Demonstration" });
  const calls = page.frameLocator('iframe[title="Calls to PostHog"]').getByRole("listitem");
  await page.getByRole("link", { name: "Partner" }).click();
  await page.getByRole("link", { name: "Manage verification tokens" }).click();
  await expect(guide.getByText("Done:")).toHaveCount(1);
  await page.getByRole("link", { name: "Create a token" }).click();
  await page.getByLabel("Label").fill("Shown on stage");
  await page.getByRole("button", { name: "Create the token" }).click();
  await page.getByRole("link", { name: "I have stored it" }).click();
  await expect(guide.getByText("Done:")).toHaveCount(2);
  // Without its page: that shows the document and the token in it, which this test's world takes for a leak.
  await sendForm(page, "/partner", "Register in US");
  await expect(guide.getByText("Done:")).toHaveCount(3);
  await expect(calls.filter({ hasText: "Client registration" })).toHaveCount(1);
  await expectAccessible(page);
  await sandbox.control("DELETE", "story");
});
