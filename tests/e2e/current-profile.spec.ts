import { test as base, connect, expect } from "./support/fixtures";
import { approve, createPostHogUser, reachConsent } from "./support/posthog-pages";
import { startWorld } from "./support/world";

// Today's server: registration through an endpoint of its own, and links for confidential clients only.
const test = base.extend<object, { world: Awaited<ReturnType<typeof startWorld>> }>({
  world: [
    async ({}, use) => {
      const world = await startWorld({ profile: "current" });
      await use(world);
      await world.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
});

test.describe("against today's PostHog", () => {
  test("a new user is connected: the app registers itself on the way", async ({ page, newEmail, signIn }) => {
    await signIn(newEmail);
    await connect(page);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Default project");
  });

  test("an existing user is connected through consent, and the refused link has its own words", async ({
    page,
    world,
    newEmail,
    signIn,
  }) => {
    await createPostHogUser(world.sandbox, newEmail);
    await signIn(newEmail);
    await reachConsent(page, newEmail);
    await approve(page, "Website");
    await page.getByRole("button", { name: "Open in PostHog" }).click();
    await expect(
      page.getByRole("alert").filter({ hasText: "One-click links need a higher tier" }),
    ).toBeVisible();
    await expect(page.getByRole("link", { name: /without the one-click link/ })).toBeVisible();
  });
});
