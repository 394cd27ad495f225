import { expect, test } from "./support/fixtures";

test("the first sign-in works beside cookies of other apps on the same host", async ({
  page,
  context,
  world,
  newEmail,
}) => {
  const other = { domain: "localhost", path: "/", httpOnly: true };
  await context.addCookies([
    { ...other, name: "next-auth.csrf-token", value: `${"a".repeat(64)}%7C${"b".repeat(64)}` },
    { ...other, name: "next-auth.callback-url", value: "http%3A%2F%2Flocalhost%3A4000%2Fdashboard" },
    { ...other, name: "next-auth.session-token", value: "eyJhbGciOiJkaXIifQ..another.app.s" },
  ]);
  await page.goto(`${world.appUrl}/sign-in`);
  await page.getByLabel("E-mail").fill(newEmail);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(`${world.appUrl}/connection`);
});

test("a proxy may send any X-Forwarded-Host with an action", async ({ connected: page }) => {
  await page.setExtraHTTPHeaders({ "x-forwarded-host": "internal.example" });
  await page.getByRole("button", { name: "Open in PostHog" }).click();
  await expect(page).toHaveURL(/\/project\/\d+$/);
});
