import { expect, test } from "./support/fixtures";

test("with GitHub configured, people sign in there and no one by a typed address", async ({
  page,
  startAnother,
}) => {
  const { port } = await startAnother({ GITHUB_ID: "our-client-id", GITHUB_SECRET: "our-client-secret" });
  const appUrl = `http://localhost:${port}`;
  await page.goto(`${appUrl}/sign-in`);
  await expect(page.getByLabel("E-mail address")).toHaveCount(0);
  const csrfToken = await page.locator("form[action$='/github'] [name=csrfToken]").inputValue();
  // Follows no redirect: nothing here reaches GitHub.
  const answer = await page.request.post(`${appUrl}/api/auth/signin/github`, {
    headers: { origin: appUrl },
    form: { csrfToken },
    maxRedirects: 0,
  });
  const authorize = new URL(answer.headers().location ?? "");
  expect(authorize.origin + authorize.pathname).toBe("https://github.com/login/oauth/authorize");
  expect(authorize.searchParams.get("client_id")).toBe("our-client-id");
  expect(authorize.searchParams.get("redirect_uri")).toBe(`${appUrl}/api/auth/callback/github`);
  await expect(page.getByRole("button", { name: "Continue with GitHub" })).toBeVisible();
  const typed = await page.request.post(`${appUrl}/api/auth/callback/demo`, {
    headers: { origin: appUrl },
    form: { email: "ada@example.org" },
    maxRedirects: 0,
  });
  expect(typed.headers()["set-cookie"] ?? "").not.toContain("session-token");
});
