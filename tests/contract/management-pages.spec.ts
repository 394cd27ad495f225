import type { Page } from "@playwright/test";
import { expectAccessible } from "../e2e/support/accessible";
import { read, readText } from "./support/answer";
import { expect, PROFILES, test } from "./support/fixtures";
import {
  advance,
  CIMD_URL,
  call,
  countOf,
  KEYS,
  newColleague,
  newProxy,
  newSecretKey,
  newToken,
  PROXIES,
  projectOf,
  statusOf,
  TOKENS,
} from "./support/management";
import { bearer } from "./support/region";
import { ask, open, shownOnce, thing } from "./support/settings-pages";

// Every form of these pages works without a script.
test.use({ javaScriptEnabled: false });

async function makeKey(page: Page, label: string): Promise<string> {
  await page.getByLabel("Label").first().fill(label);
  await page.getByLabel("Local feature flag evaluation").first().check();
  await page.getByRole("button", { name: "Create key" }).click();
  return (await shownOnce(page).getByRole("code").textContent()) ?? "";
}

test("a key made on the page works, and is shown once", async ({ us, page }) => {
  await open(page, us, "Secret API keys");
  await expect(page.getByRole("heading", { name: "No project secret API keys" })).toBeVisible();
  const value = await makeKey(page, "Checkout flags");
  await expect(shownOnce(page)).toContainText("This key will never be shown again. Copy it now.");
  expect((await call(us, "GET", "/flags/definitions", bearer(value))).status).toBe(200);
  expect((await call(us, "GET", KEYS)).body).toMatchObject({
    count: 1,
    results: [{ label: "Checkout flags", scopes: ["feature_flag:read"], value: null }],
  });
  await page.reload();
  await expect(page.getByText(value)).toHaveCount(0);
  await expect(thing(page, "Checkout flags")).toContainText(`phs_...${value.slice(-4)}`);
});

test("a key is rolled and deleted on the page, each after a question", async ({ us, page }) => {
  const { value } = await newSecretKey(us, { label: "Server", scopes: ["feature_flag:read"] });
  await open(page, us, "Secret API keys");
  await ask(thing(page, "Server"), "Roll");
  await expect(thing(page, "Server")).toContainText("The old key will immediately stop working.");
  await thing(page, "Server").getByRole("button", { name: "Roll key" }).click();
  const fresh = (await shownOnce(page).getByRole("code").textContent()) ?? "";
  expect((await call(us, "GET", "/flags/definitions", bearer(value))).status).toBe(401);
  expect((await call(us, "GET", "/flags/definitions", bearer(fresh))).status).toBe(200);
  await page.getByRole("link", { name: "I have copied it" }).click();
  await ask(thing(page, "Server"), "Delete");
  await expect(thing(page, "Server")).toContainText("Permanently delete key Server?");
  await thing(page, "Server").getByRole("button", { name: "Delete key" }).click();
  await expect(page.getByRole("status")).toContainText("deleted");
  expect(await countOf(us, KEYS)).toBe(0);
});

test("a key is changed on the page", async ({ us, page }) => {
  const { id } = await newSecretKey(us, { label: "Server" });
  await open(page, us, "Secret API keys");
  await ask(thing(page, "Server"), "Edit");
  await thing(page, "Server").getByLabel("Label").fill("Renamed");
  await thing(page, "Server").getByLabel("Local feature flag evaluation").check();
  await thing(page, "Server").getByRole("button", { name: "Save key" }).click();
  await expect(thing(page, "Renamed")).toBeVisible();
  expect((await call(us, "GET", `${KEYS}/${id}`)).body).toMatchObject({
    label: "Renamed",
    scopes: ["endpoint:read", "feature_flag:read"],
  });
});

test("the page says what is wrong with a form, and keeps what was typed", async ({ us, page }) => {
  await newSecretKey(us, { label: "Server" });
  await open(page, us, "Secret API keys");
  await page.getByLabel("Label").first().fill("Server");
  await page.getByRole("button", { name: "Create key" }).click();
  await expect(page.getByRole("alert")).toHaveText("Your API key needs at least one scope.");
  await expect(page.getByLabel("Label").first()).toHaveValue("Server");
  await page.getByLabel("Endpoint execution").first().check();
  await page.getByRole("button", { name: "Create key" }).click();
  await expect(page.getByRole("alert")).toHaveText(
    "Project secret API key with label 'Server' already exists.",
  );
});

test("a proxy is added on the page, goes live, and is deleted there", async ({ us, page }) => {
  await open(page, us, "Reverse proxies");
  await page.getByLabel("Domain").fill("https://e.shop.example");
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: "Add domain" }).click();
  await expect(page.getByRole("alert")).toHaveText("Do not include the protocol e.g. https://");
  await page.getByLabel("Domain").fill("ph.shop.example");
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: "Add domain" }).click();
  const { body } = await call(us, "GET", PROXIES);
  const id = readText(body, "results", 0, "id");
  const cname = readText(body, "results", 0, "target_cname").replace(/\.$/, "");
  await expect(page.getByRole("status")).toContainText(`ph.shop.example that points to ${cname}`);
  const record = thing(page, "ph.shop.example");
  await expect(record).toContainText("Waiting for DNS records to be created");
  await expect(record).toContainText("may be blocked by ad-blockers");
  await advance(us, id, { status: "valid" });
  await page.getByRole("link", { name: "Look again" }).click();
  await expect(record).toContainText("live");
  await ask(record, "Delete");
  await record.getByRole("button", { name: "Delete proxy" }).click();
  await expect(record).toContainText("deleting");
  await expect(record.getByRole("button")).toHaveCount(0);
  expect(await statusOf(us, id)).toBe("deleting");
});

test("a proxy that failed tells why, and is retried on the page", async ({ us, page }) => {
  const { id, domain } = await newProxy(us);
  await advance(us, id, { status: "erroring", message: "certificate: could not be issued" });
  await open(page, us, "Reverse proxies");
  await expect(thing(page, domain)).toContainText("certificate: could not be issued");
  await thing(page, domain).getByRole("button", { name: "Retry" }).click();
  await expect(thing(page, domain)).toContainText("waiting");
  expect(await statusOf(us, id)).toBe("waiting");
});

test("a full organization is told its limit", async ({ us, page }) => {
  for (let n = 0; n < 2; n += 1) await newProxy(us);
  await open(page, us, "Reverse proxies");
  await expect(
    page.getByText("There is a maximum of 2 proxy records allowed per organization."),
  ).toBeVisible();
  await expect(page.getByRole("button", { name: "Add domain" })).toHaveCount(0);
});

test("the inspector moves a proxy record one step", async ({ us, page }) => {
  const { id } = await newProxy(us);
  await page.goto(`${us.origin}/_sandbox`);
  await page.getByRole("heading", { name: "Organizations" }).click();
  await page.getByRole("button", { name: "Move", exact: true }).click();
  await expect.poll(() => statusOf(us, id)).toBe("issuing");
});

for (const profile of PROFILES) {
  test.describe(`in profile ${profile}`, () => {
    test.use({ profile });

    test("a verification token is made and revoked on the page", async ({ us, page }) => {
      await open(page, us, "Verification tokens");
      await expect(page.getByRole("heading", { name: "No verification tokens" })).toBeVisible();
      await page.getByLabel("Label").fill("Production");
      const url = page.getByLabel("Metadata URL");
      if (profile === "current") await url.fill(CIMD_URL);
      else await expect(url).toHaveCount(0);
      await page.getByRole("button", { name: "Create token" }).click();
      await expect(shownOnce(page).getByRole("code")).toHaveText(/^phvt_\w+$/);
      expect(read((await call(us, "GET", TOKENS)).body, "results", 0)).toMatchObject({ label: "Production" });
      await page.reload();
      await expect(shownOnce(page)).toHaveCount(0);
      await ask(thing(page, "Production"), "Revoke");
      await expect(thing(page, "Production")).toContainText("anonymous rate limit tier");
      await thing(page, "Production").getByRole("button", { name: "Revoke token" }).click();
      expect(await countOf(us, TOKENS)).toBe(0);
    });
  });
}

test("a plain member sees everything and can change nothing", async ({ us, page }) => {
  await newToken(us);
  const { email } = await newColleague(us);
  await open(page, us, "Verification tokens", email);
  await expect(thing(page, "Production")).toBeVisible();
  await expect(page.getByText("ask an admin of your organization")).toBeVisible();
  await expect(page.getByRole("button", { name: /token/ })).toHaveCount(0);
});

test("a log-in of long ago must be renewed before a change", async ({ us, page }) => {
  await open(page, us, "Secret API keys");
  await us.advance(2 * 3600);
  await page.getByLabel("Label").first().fill("Late");
  await page.getByLabel("Endpoint execution").first().check();
  await page.getByRole("button", { name: "Create key" }).click();
  await expect(page.getByRole("alert")).toContainText("recently authenticated");
  expect(await countOf(us, KEYS)).toBe(0);
});

test("a form without the session's token changes nothing", async ({ us, page }) => {
  await open(page, us, "Verification tokens");
  const cookies = await page.context().cookies(us.origin);
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const path = `/project/${await projectOf(us)}/settings/organization-cimd-verification-tokens`;
  const fields: [string, string][] = [
    ["action", "create"],
    ["label", "Forged"],
    ["cimd_url", CIMD_URL],
  ];
  const forged = await us.form(path, fields, { cookie, origin: us.origin });
  expect(forged.status).toBe(403);
  expect(await countOf(us, TOKENS)).toBe(0);
});

test.describe("read by axe", () => {
  test.use({ javaScriptEnabled: true });

  for (const section of [
    "Secret API keys",
    "Reverse proxies",
    "Verification tokens",
    "Personal API keys",
    "Feature flags",
  ]) {
    test(`${section} has no barriers in either theme`, async ({ us, page }) => {
      await Promise.all([newSecretKey(us), newToken(us), newProxy(us)]);
      await open(page, us, section);
      await page.setViewportSize({ width: 390, height: 844 });
      for (const question of await page.locator("summary").all()) await question.click();
      await expectAccessible(page);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width).toBeLessThanOrEqual(390);
    });
  }
});
