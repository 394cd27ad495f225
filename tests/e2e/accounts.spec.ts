import type { Page } from "@playwright/test";
import { type GitHub, type GitHubAccount, startGitHub } from "../support/github";
import { test as base, expect } from "./support/fixtures";
import { OPERATOR } from "./support/operator";
import type { MoreEnv } from "./support/world";

const test = base.extend<object, { github: GitHub; env: MoreEnv }>({
  github: [
    async ({}, use) => {
      const github = await startGitHub();
      await use(github);
      await github.stop();
    },
    { scope: "worker" },
  ],
  env: [
    async ({ github }, use) =>
      use(async () => ({
        GITHUB_URL: github.url,
        GITHUB_ID: "our-client-id",
        GITHUB_SECRET: "our-client-secret",
        // Offers a second provider; nothing here signs in with it.
        GOOGLE_CLIENT_ID: "our-client-id",
        GOOGLE_CLIENT_SECRET: "our-client-secret",
      })),
    { scope: "worker" },
  ],
});

// One after the other in one world: starting another takes longer than all these tests.
test.describe.configure({ mode: "default" });

async function enterWithGitHub(page: Page, github: GitHub, account: GitHubAccount): Promise<void> {
  github.logIn(account);
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Continue with GitHub" }).click();
}

const signOut = (page: Page) => page.getByRole("button", { name: "Sign out", exact: true }).click();

test("GitHub is asked with PKCE, and a changed address keeps the person", async ({ page, github }) => {
  await enterWithGitHub(page, github, { id: 1, email: "maiden@example.org" });
  await expect(page).toHaveURL(/\/connection$/);
  await page.goto("/account");
  await expect(page.getByText("With GitHub, since")).toBeVisible();
  await page.goto("/connection/activity");
  await signOut(page);
  await enterWithGitHub(page, github, { id: 1, email: "married@example.org" });
  await page.goto("/connection/activity");
  await expect(page.getByText("married@example.org")).toBeVisible();
  await expect(page.getByText("Signed in with GitHub")).toHaveCount(2);
});

test("another account with the same verified address is another person", async ({ page, github }) => {
  const email = "shared@example.org";
  await enterWithGitHub(page, github, { id: 2, email });
  await page.goto("/connection/activity");
  await signOut(page);
  await enterWithGitHub(page, github, { id: 3, email });
  await page.goto("/connection/activity");
  await expect(page.getByText(email)).toBeVisible();
  await expect(page.getByText("Signed in with GitHub")).toHaveCount(1);
});

test("an unverified address signs no one in, which is logged without it", async ({ page, github, world }) => {
  const email = "unverified@example.org";
  await enterWithGitHub(page, github, { id: 4, email, verified: false });
  await expect(page.getByRole("alert").filter({ hasText: "That did not work" })).toBeVisible();
  const refusal = world
    .appOutput()
    .split("\n")
    .find((line) => line.includes("unverified_address"));
  expect(JSON.parse(refusal ?? "{}")).toMatchObject({ event: "sign_in_refused", user: null });
  expect(world.appOutput()).not.toContain(email);
});

test("an operator is the account that used the address first", async ({ page, github, world }) => {
  await enterWithGitHub(page, github, { id: 5, email: OPERATOR });
  await expect(page).toHaveURL(/\/connection$/);
  await page.goto("/partner");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Partner");
  expect(world.appOutput()).toContain('"operator_pinned"');
  await signOut(page);
  await enterWithGitHub(page, github, { id: 6, email: OPERATOR });
  await expect(page).toHaveURL(/\/connection$/);
  expect((await page.request.get("/partner")).status()).toBe(404);
});

test.describe("a second account", () => {
  // Each test signs in several times, at another server.
  test.slow();

  /** Links GitHub. The page offers only Google to people who sign in with GitHub, so this changes that form. */
  async function link(page: Page): Promise<void> {
    await page.goto("/account");
    await page.locator("form[action*='/google']").evaluate((form: HTMLFormElement) => {
      form.action = form.action.replace("google", "github");
    });
    await page.getByRole("button", { name: "Link Google" }).click();
  }

  test("is linked by the person who is signed in, and signs the same person in", async ({ page, github }) => {
    await enterWithGitHub(page, github, { id: 10, email: "ada@example.org" });
    await expect(page).toHaveURL(/\/connection$/);
    github.logIn({ id: 11, email: "ada@work.example" });
    await link(page);
    await expect(page.getByRole("status").filter({ hasText: "Linked." })).toBeVisible();
    await expect(page.getByText("With GitHub, since")).toHaveCount(2);
    await signOut(page);
    await enterWithGitHub(page, github, { id: 11, email: "ada@work.example" });
    await page.goto("/account");
    await expect(page.getByText("You are signed in as ada@example.org")).toBeVisible();
  });

  test("is not taken from another person", async ({ page, github }) => {
    await enterWithGitHub(page, github, { id: 12, email: "bob@example.org" });
    await expect(page).toHaveURL(/\/connection$/);
    await signOut(page);
    await enterWithGitHub(page, github, { id: 13, email: "eve@example.org" });
    await expect(page).toHaveURL(/\/connection$/);
    github.logIn({ id: 12, email: "bob@example.org" });
    await link(page);
    await expect(page.getByRole("status").filter({ hasText: "belongs to another person" })).toBeVisible();
    await expect(page.getByText("You are signed in as eve@example.org")).toBeVisible();
  });

  test("is not linked by a sign-in that began before, in another tab", async ({ page, github, context }) => {
    const stale = await context.newPage();
    await stale.goto("/sign-in");
    await enterWithGitHub(page, github, { id: 14, email: "kim@example.org" });
    await expect(page).toHaveURL(/\/connection$/);
    github.logIn({ id: 15, email: "guest@example.org" });
    await stale.getByRole("button", { name: "Continue with GitHub" }).click();
    await expect(stale.getByText("guest@example.org").first()).toBeVisible();
    await stale.goto("/account");
    await expect(stale.getByText("With GitHub, since")).toHaveCount(1);
  });
});
