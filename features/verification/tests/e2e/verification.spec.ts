import type { Page } from "@playwright/test";
import { expectAccessible, expectToFitSmallPhone } from "@/tests/e2e/support/accessible";
import { test } from "@/tests/e2e/support/current";
import { expect, problem, testIn } from "@/tests/e2e/support/fixtures";
import { expectModal } from "@/tests/e2e/support/hydration";
import { OPERATOR, partnerAccess } from "@/tests/e2e/support/operator";
import { expectSteadyControls } from "@/tests/e2e/support/steady";
import type { World } from "@/tests/e2e/support/world";
import { createToken, isVerified, knock, register, revokeToken, startToken } from "../support/verification";

const LIST = "/api/organizations/";

const row = (page: Page, label: string) =>
  page
    .getByRole("list", { name: "Verification tokens, newest first" })
    .getByRole("listitem")
    // A RegExp is case-sensitive: "5 seconds ago" does not match the label "Second".
    .filter({ hasText: new RegExp(label) });

const readDocument = async ({ appUrl }: World): Promise<Record<string, unknown>> =>
  (await fetch(`${appUrl}/.well-known/posthog-client.json`)).json();

for (const profile of ["documented", "current"] as const) {
  // A separate world, where PostHog has not read the app's document yet.
  const test = testIn(profile, undefined, { registered: false });

  test.describe(`verification tokens, ${profile}`, () => {
    test.describe.configure({ mode: "serial" });

    test.beforeEach(async ({ page, signIn }) => {
      await signIn(OPERATOR);
      await page.goto("/partner/verification");
    });

    test("a token is shown once, published at once, and in no address", async ({ page, world }) => {
      await expect(page.getByText("for PostHog this app is unverified")).toBeVisible();
      const value = await startToken(page, "First");
      await expectModal(page);
      for (let press = 0; press < 3; press += 1) await page.keyboard.press("Escape");
      await expect(page.getByRole("dialog"), "cannot be left by accident").toBeVisible();
      expect(await readDocument(world)).toMatchObject({
        "com.posthog": { verification_token: value },
        posthog_verification_token: value,
      });
      await page.getByRole("link", { name: "I have stored it" }).click();
      await expect(row(page, "First")).toContainText("Published now");
      await expect(row(page, "First")).toContainText(`phvt...${value.slice(-4)}`);
      await expect(row(page, "First")).toContainText("PostHog has not read it in a document yet.");
      expect(page.url()).not.toContain("phvt");
      expect(await page.content()).not.toContain(value);
      expect(world.appOutput()).not.toContain(value);
    });

    test("one token replaces another, and at no moment is the app unverified", async ({
      page,
      world,
      sandbox,
    }) => {
      await register(world);
      await expect(async () => {
        await knock(world);
        expect(await isVerified(world)).toBe(true);
      }).toPass();
      await createToken(page, "Second");
      await expect(row(page, "Second")).toContainText("Published now");
      await expect(row(page, "First")).not.toContainText("Published now");
      expect(await isVerified(world)).toBe(true);
      await page.getByRole("link", { name: "Revoke First" }).click();
      await expect(page.getByText("This app publishes a different token.")).toContainText("Wait until then");
      await sandbox.advanceClock(3601);
      expect(await knock(world)).toBe(400);
      await expect(async () => {
        expect(await isVerified(world)).toBe(true);
        await page.goto("/partner/verification");
        await expect(row(page, "Second")).toContainText("PostHog last read it", { timeout: 500 });
      }).toPass();
      await revokeToken(page, "First");
      await expect(page.getByRole("status").filter({ hasText: "The token is revoked." })).toBeVisible();
      await expect(row(page, "First")).toHaveCount(0);
      await sandbox.advanceClock(3601);
      for (let visit = 0; visit < 5; visit += 1) {
        await knock(world);
        expect(await isVerified(world)).toBe(true);
      }
    });

    test("revoking the last one withdraws it from the document", async ({ page, world, sandbox }) => {
      await page.getByRole("link", { name: "Revoke Second" }).click();
      await expect(page.getByText("falls back to the limits of an unverified one")).toBeVisible();
      await expectAccessible(page);
      await page.getByRole("button", { name: "Revoke the token" }).click();
      await expect(page.getByText("There is none yet.")).toBeVisible();
      expect(JSON.stringify(await readDocument(world))).not.toContain("phvt_");
      await sandbox.advanceClock(3601);
      await expect(async () => {
        await knock(world);
        expect(await isVerified(world)).toBe(false);
      }).toPass();
    });

    test("a token revoked in PostHog meanwhile is gone here, too", async ({ page, world, sandbox }) => {
      await createToken(page, "Meanwhile");
      await page.getByRole("link", { name: "Revoke Meanwhile" }).click();
      const revoke = page.getByRole("button", { name: "Revoke the token" });
      await expect(revoke).toBeVisible();
      const { POSTHOG_PARTNER_ORGANIZATION_ID: organization } = await partnerAccess(sandbox);
      const id = new URL(page.url()).pathname.split("/").at(-2);
      const gone = await fetch(
        `${sandbox.origins.us}${LIST}${organization}/cimd_verification_tokens/${id}/`,
        { method: "DELETE", headers: { authorization: "Bearer phx_sandbox_partner_admin" } },
      );
      expect(gone.status).toBe(204);
      await revoke.click();
      await expect(page.getByText("There is none yet.")).toBeVisible();
      expect(JSON.stringify(await readDocument(world))).not.toContain("phvt_");
    });

    test("an answer that got lost is told, and the token no one knows can be revoked", async ({
      page,
      world,
      sandbox,
    }) => {
      await sandbox.plantFault({ method: "POST", path: LIST, kind: "drop_response" });
      await page.getByRole("link", { name: "Create a token" }).click();
      await page.getByLabel("Label").fill("Lost");
      await page.getByRole("button", { name: "Create the token" }).click();
      await expect(problem(page, "answer did not reach us")).toBeVisible();
      expect(JSON.stringify(await readDocument(world))).not.toContain("phvt_");
      await page.goto("/partner/verification");
      await revokeToken(page, "Lost");
      await expect(page.getByText("There is none yet.")).toBeVisible();
    });
  });
}

test.describe("verification tokens", () => {
  test("one for another address is not published here", async ({ page, world, signIn }) => {
    await signIn(OPERATOR);
    await page.goto("/partner/verification/new");
    await page.getByLabel("Address of the document").fill("https://staging.example/client.json");
    await page.getByLabel("Label").fill("Staging");
    await page.getByRole("button", { name: "Create the token" }).click();
    await expect(page.getByRole("dialog")).toContainText("this app does not publish it");
    expect(JSON.stringify(await readDocument(world))).not.toContain("phvt_");
  });

  test("an address that PostHog refuses is refused in its own words", async ({ page, signIn }) => {
    await signIn(OPERATOR);
    await page.goto("/partner/verification/new");
    await page.getByLabel("Address of the document").fill("https://app.example/client.json?version=2");
    await page.getByLabel("Label").fill("Query");
    await page.getByRole("button", { name: "Create the token" }).click();
    await expect(problem(page, "PostHog did not accept this")).toContainText(
      "CIMD metadata URL must not contain query parameters",
    );
    await expect(page.getByLabel("Label")).toHaveValue("Query");
  });

  test("a refusal is explained, beside PostHog's own words", async ({ page, sandbox, signIn }) => {
    await signIn(OPERATOR);
    for (const [detail, words] of [
      ["API key missing required scope 'organization:read'", "PostHog needs more permission"],
      [
        "API keys with scoped projects are only supported on project-based endpoints.",
        "the whole organization",
      ],
      ["Your organization access level is insufficient.", "needs more rights"],
      ["This action requires you to be recently authenticated.", "log in again first"],
      ["This action does not support personal API key access", "lets only you do this"],
    ] as const) {
      const body = { type: "authentication_error", code: "permission_denied", detail, attr: null };
      await sandbox.plantFault({ method: "GET", path: LIST, kind: "status", status: 403, body });
      await page.goto("/partner/verification");
      const alert = page.getByRole("region", { name: /^Tokens of/ }).getByRole("alert");
      await expect(alert).toContainText(words);
      await expect(alert).toContainText(`PostHog says: “${detail}”`);
    }
  });

  test("have a page that keeps its controls in place while PostHog answers", async ({
    page,
    sandbox,
    signIn,
  }) => {
    await signIn(OPERATOR);
    await expectSteadyControls(page, sandbox, "/partner/verification", LIST);
  });

  test("pass axe in both themes and fit a small phone", async ({ page, signIn }) => {
    await signIn(OPERATOR);
    await page.goto("/partner/verification");
    await expectAccessible(page);
    await startToken(page, "Legible");
    await expectAccessible(page);
    await expectToFitSmallPhone(page);
  });
});

const TOKEN = "phvt_ofTheEnvironment";
const testWithToken = testIn("current", async () => ({
  POSTHOG_VERIFICATION_TOKEN: TOKEN,
}));

testWithToken("a token of the environment goes before the one kept here", async ({ page, world, signIn }) => {
  await signIn(OPERATOR);
  await page.goto("/partner/verification");
  await createToken(page, "Kept");
  await expect(row(page, "Kept")).not.toContainText("Published now");
  expect(await readDocument(world)).toMatchObject({
    "com.posthog": { verification_token: TOKEN },
    posthog_verification_token: TOKEN,
  });
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a token is created, shown once, and revoked", async ({ page, world, signIn }) => {
    await signIn(OPERATOR);
    await page.goto("/partner/verification");
    const value = await createToken(page, "Plain");
    expect(await readDocument(world)).toMatchObject({ posthog_verification_token: value });
    expect(await page.content()).not.toContain(value);
    await revokeToken(page, "Plain");
    await expect(page.getByText("The token is revoked.")).toBeVisible();
    await expect(row(page, "Plain")).toHaveCount(0);
  });
});
