import { expectAccessible } from "./support/accessible";
import { connect, expect, problem, test } from "./support/fixtures";
import { createPostHogUser, logIn } from "./support/posthog-pages";

test("every page of the app passes axe, empty, connected and failing", async ({ page, newEmail, signIn }) => {
  for (const path of ["/", "/sign-in", "/callbacks/posthog?state=stray&code=none"]) {
    await page.goto(path);
    await expectAccessible(page);
  }
  await signIn(newEmail);
  await expectAccessible(page);
  await connect(page);
  await expectAccessible(page);
});

test("an error beside the button passes axe", async ({ connected: page, sandbox }) => {
  await sandbox.plantFault({ method: "POST", path: "/api/agentic/provisioning/deep_links", kind: "html" });
  await page.getByRole("button", { name: "Open in PostHog" }).click();
  await expect(problem(page, "did not expect")).toBeVisible();
  await expectAccessible(page);
});

test("PostHog's pages on the way pass axe", async ({ signedIn: page, sandbox, newEmail }) => {
  await createPostHogUser(sandbox, newEmail);
  await page.getByRole("button", { name: "Connect PostHog" }).click();
  await expect(page.getByRole("button", { name: "Log in", exact: true })).toBeVisible();
  await expectAccessible(page);
  await logIn(page, newEmail);
  await expect(page.getByRole("button", { name: "Approve" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Approve" }).click();
  await page.getByRole("button", { name: "Open in PostHog" }).click();
  await expect(page).toHaveURL(/\/project\/\d+$/);
  await expectAccessible(page);
});

test("no page scrolls sideways on a small phone", async ({ page, newEmail, signIn }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  for (const path of ["/", "/sign-in", "/callbacks/posthog?state=x&code=y"]) {
    await page.goto(path);
    expect(await overflow(), path).toBeLessThanOrEqual(0);
  }
  await signIn(newEmail);
  expect(await overflow(), "before connecting").toBeLessThanOrEqual(0);
  await connect(page);
  expect(await overflow(), "connected").toBeLessThanOrEqual(0);
});
