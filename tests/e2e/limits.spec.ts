import type { APIResponse } from "@playwright/test";
import { connect, expect, problem, test } from "./support/fixtures";
import { approve } from "./support/posthog-pages";
import { sendForm } from "./support/shortcuts";

const ACCOUNT_REQUESTS = "/api/agentic/provisioning/account_requests";
const TOKENS = "/api/agentic/oauth/token";
const DEEP_LINKS = "/api/agentic/provisioning/deep_links";

test("someone who connects again and again is asked to wait, in words and with a time", async ({
  signedIn: page,
  sandbox,
}) => {
  const path = ACCOUNT_REQUESTS;
  const refused = problem(page, "PostHog");
  await sandbox.plantFault({ method: "POST", path, kind: "status", status: 403, body: {}, times: 3 });
  const button = page.getByRole("button", { name: /Connect PostHog|Try again/ });
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const answer = page.waitForResponse((response) => response.request().method() === "POST");
    await button.click();
    await answer;
    await expect(refused).toBeVisible();
  }
  const before = await sandbox.lastRequest();
  await button.click();
  await expect(problem(page, "That was a lot at once")).toContainText(/try again in \d+ minutes/);
  expect(await sandbox.requestsSince(before, path)).toEqual([]);
});

test("someone who opens PostHog eleven times at once has ten links", async ({ connected: page, sandbox }) => {
  const before = await sandbox.lastRequest();
  for (let press = 1; press <= 11; press += 1) await sendForm(page, "/connection", "Open in PostHog");
  expect(await sandbox.requestsSince(before, DEEP_LINKS)).toHaveLength(10);
  await page.goto("/connection");
  await page.getByRole("button", { name: "Open in PostHog" }).click();
  await expect(problem(page, "That was a lot at once")).toContainText("try again in");
});

test("a consent that is still open is resumed, and costs no second request", async ({
  atConsent: page,
  sandbox,
}) => {
  const consent = page.url();
  const before = await sandbox.lastRequest();
  await page.goto("/connection");
  await page.getByRole("button", { name: "Connect PostHog" }).click();
  await expect(page).toHaveURL(consent);
  expect(await sandbox.requestsSince(before, ACCOUNT_REQUESTS)).toEqual([]);
  await approve(page, "Website");
  await expect(page.getByText("Connected to PostHog", { exact: true })).toBeVisible();
});

test("a refresh that PostHog puts off is told with its time, and ends nothing", async ({
  signedIn: page,
  sandbox,
}) => {
  await connect(page);
  await sandbox.advanceClock(3601);
  await sandbox.plantFault({
    method: "POST",
    path: TOKENS,
    kind: "status",
    status: 429,
    headers: { "retry-after": "120" },
    body: { error: { code: "rate_limited", message: "Rate limit exceeded for this partner." } },
  });
  await page.getByRole("button", { name: "Open in PostHog" }).click();
  await expect(problem(page, "PostHog asks us to slow down")).toContainText("try again in 2 minutes");
  await page.goto("/connection");
  await page.getByRole("button", { name: "Open in PostHog" }).click();
  await expect(page).toHaveURL(/\/project\/\d+$/);
});

test("callbacks are counted: a flood is refused, and fills no page of the person's activity", async ({
  atConsent: page,
}) => {
  const state = new URL(page.url()).searchParams.get("state") ?? "";
  expect(state).not.toBe("");
  for (let visit = 0; visit < 21; visit += 1) {
    await page.request.get(`/callbacks/posthog?state=${state}`, { maxRedirects: 0 });
  }
  await page.goto(`/callbacks/posthog?state=${state}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("That was a lot at once");
  await page.goto("/connection/activity");
  await expect(page.getByText("20 times in that hour")).toBeVisible();
  await expect(page.getByRole("list", { name: "Activity, newest first" }).getByRole("listitem")).toHaveCount(
    1,
  );
});

test("a flood from one address leaves the door open for another", async ({ request, world }) => {
  const signIn = (address: string) =>
    request.post("/api/auth/signin/none", {
      headers: { origin: world.appUrl, "x-forwarded-for": address },
      maxRedirects: 0,
    });
  let refused: APIResponse | undefined;
  for (let sent = 0; sent < 1_000 && !refused; sent += 50) {
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => signIn(`2001:db8:bad:f::${n}`)));
    refused = answers.find((answer) => answer.status() === 429);
  }
  expect(Number(refused?.headers()["retry-after"])).toBeGreaterThan(0);
  expect((await signIn("2001:db8:900d::1")).status()).not.toBe(429);
});
