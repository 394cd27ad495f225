import { z } from "zod";
import { expectAccessible } from "@/tests/e2e/support/accessible";
import { expect } from "@/tests/e2e/support/fixtures";
import { sendForm } from "@/tests/e2e/support/shortcuts";
import { testInDemo } from "../support/demo-world";
import { beginQuickly } from "../support/stories";

const test = testInDemo("current");

// One after the other in one world: starting another takes longer than all these tests.
test.describe.configure({ mode: "default" });

test("the app becomes a confidential client at the press of a button, and is public again in the next story", async ({
  page,
  sandbox,
}) => {
  await beginQuickly(page, "operator", "signing");
  await page.goto("/connection");
  const guide = page.getByRole("complementary", { name: "Demonstration" });
  await guide.getByRole("button", { name: "Make a signing key" }).click();
  await expect(guide.getByText("Done:")).toHaveCount(1);
  await page.getByRole("link", { name: "Partner" }).click();
  await expect(page.getByText("Signs, since")).toBeVisible();
  await page.getByRole("button", { name: "Register in US" }).click();
  await expect(page.getByText("confidential client").first()).toBeVisible();
  await expect(guide.getByText("Done:")).toHaveCount(3);
  await expectAccessible(page);
  await guide.getByRole("button", { name: "End the demonstration" }).click();
  await expect(guide).toHaveCount(0);
  await page.goto("/partner");
  await expect(page.getByText("A public client: ")).toBeVisible();
  const email = await beginQuickly(page, "new", "none");
  await sendForm(page, "/connection", "Connect PostHog");
  const user = await sandbox.control("GET", `users?email=${email}`, {
    schema: z.object({ users: z.array(z.unknown()) }),
  });
  expect(user.users).toHaveLength(1);
  await sandbox.control("DELETE", "story");
});

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
  // Without opening its page: it shows the document with the token, which this test's world would report as a leak.
  await sendForm(page, "/partner", "Register in US");
  await expect(guide.getByText("Done:")).toHaveCount(3);
  await expect(calls.filter({ hasText: "Client registration" })).toHaveCount(1);
  await expectAccessible(page);
  await sandbox.control("DELETE", "story");
});
