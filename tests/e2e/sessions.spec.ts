import type { Page } from "@playwright/test";
import { expect, test } from "./support/fixtures";
import { enter } from "./support/sign-in";

const isSignedIn = async (page: Page): Promise<boolean> =>
  (await page.request.get("/connection", { maxRedirects: 0 })).status() === 200;

const events = (output: string, event: string) =>
  output.split("\n").filter((line) => line.includes(`"event":"${event}"`)).length;

test.describe("a session", () => {
  test("ends on the server: a cookie that was copied before is worth nothing", async ({
    signedIn: page,
    context,
    world,
  }) => {
    const copied = await context.cookies();
    const [out, refused] = [
      events(world.appOutput(), "sign_out"),
      events(world.appOutput(), "session_refused"),
    ];
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await expect(page.getByRole("link", { name: "Sign in" })).toBeVisible();
    expect((await context.cookies()).filter(({ name }) => name.includes("next-auth"))).toEqual([]);
    await context.addCookies(copied);
    expect(await isSignedIn(page)).toBe(false);
    const renewed = await page.request.get("/api/auth/session");
    expect(await renewed.json()).toEqual({});
    expect(await isSignedIn(page)).toBe(false);
    expect(events(world.appOutput(), "sign_out")).toBe(out + 1);
    expect(events(world.appOutput(), "session_refused")).toBeGreaterThan(refused);
  });

  test("ends everywhere at once, in the browsers of its person alone", async ({
    signedIn: page,
    browser,
    newEmail,
    neighbour,
    world,
  }) => {
    const other = await browser.newPage({ baseURL: world.appUrl });
    await enter(other, newEmail);
    expect(await isSignedIn(other)).toBe(true);
    await page.goto("/account");
    await page.getByRole("button", { name: "Sign out everywhere" }).click();
    await expect(page.getByText("You are signed out, in every browser.")).toBeVisible();
    expect(await isSignedIn(page)).toBe(false);
    expect(await isSignedIn(other)).toBe(false);
    expect(await isSignedIn(neighbour)).toBe(true);
    await other.close();
  });

  test("is replaced when someone signs in again in the same browser", async ({
    signedIn: page,
    context,
    newEmail,
  }) => {
    const copied = await context.cookies();
    await enter(page, `second-${newEmail}`);
    expect(await isSignedIn(page)).toBe(true);
    await context.addCookies(copied);
    expect(await isSignedIn(page)).toBe(false);
  });

  test("is listed in Activity for its person", async ({ signedIn: page, newEmail, neighbour }) => {
    await enter(page, newEmail);
    await page.goto("/connection/activity");
    const signIns = page.getByRole("list", { name: "Sign-ins" }).getByRole("listitem");
    await expect(signIns).toHaveCount(2);
    await expect(signIns.first()).toContainText("Signed in with an e-mail address · still signed in");
    await expect(signIns.last()).not.toContainText("still signed in");
    await neighbour.goto("/connection/activity");
    await expect(neighbour.getByRole("list", { name: "Sign-ins" }).getByRole("listitem")).toHaveCount(1);
  });

  test.describe("without JavaScript", () => {
    test.use({ javaScriptEnabled: false });

    test("ends everywhere too", async ({ signedIn: page }) => {
      await page.goto("/account");
      await page.getByRole("button", { name: "Sign out everywhere" }).click();
      await expect(page.getByText("You are signed out, in every browser.")).toBeVisible();
    });
  });
});

test.describe("sign-in answers with a page of ours", () => {
  for (const path of [
    "signin?callbackUrl=//[",
    "signin?callbackUrl=%00&callbackUrl=https://evil.example",
    "signin/demo?callbackUrl=https://evil.example/x",
    "signin?error=%22%3E",
    "error?error=AccessDenied",
    "error?callbackUrl=http://",
    "verify-request",
    "signout",
    "callback/demo",
  ]) {
    test(`at ${path}`, async ({ page, world }) => {
      const response = await page.goto(`/api/auth/${path}`);
      expect(response?.status()).toBe(200);
      expect(page.url()).toContain(`${world.appUrl}/sign-in`);
      await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
    });
  }

  test("to malformed cookies, and then signs in", async ({ page, context, world, newEmail }) => {
    const names = ["session-token", "callback-url", "csrf-token", "state", "pkce.code_verifier", "link"];
    await context.addCookies(
      names.map((name) => ({ name: `next-auth.${name}`, value: "//[%|", url: world.appUrl })),
    );
    for (const path of ["/", "/sign-in", "/api/auth/csrf", "/api/auth/session", "/account"]) {
      expect((await page.goto(path))?.status(), path).toBe(200);
    }
    await page.goto("/sign-in");
    await page.getByLabel("E-mail address").fill(newEmail);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("heading", { name: "Connect PostHog" })).toBeVisible();
  });

  for (const [what, contentType, body] of [
    ["malformed JSON", "application/json", "{"],
    ["a callback address that is none", "application/x-www-form-urlencoded", "callbackUrl=//["],
    ["nothing", "application/x-www-form-urlencoded", ""],
    ["something else", "text/plain", "%"],
  ] as const) {
    test(`to a form with ${what}`, async ({ world }) => {
      for (const path of ["signin/demo", "callback/demo", "signin/nothing", "signout"]) {
        const response = await fetch(`${world.appUrl}/api/auth/${path}`, {
          method: "POST",
          redirect: "manual",
          headers: { origin: world.appUrl, "content-type": contentType },
          body,
        });
        expect([302, 303], path).toContain(response.status);
        const target = new URL(response.headers.get("location") ?? "", world.appUrl);
        expect(target.origin, path).toBe(world.appUrl);
      }
    });
  }
});
