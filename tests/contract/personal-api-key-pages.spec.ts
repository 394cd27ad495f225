import type { Page } from "@playwright/test";
import { expect, PROFILES, test } from "./support/fixtures";
import {
  call,
  expectForbidden,
  expectUnauthenticated,
  KEYS,
  keyOf,
  newColleague,
  PARTNER,
  PROXIES,
  projectOf,
} from "./support/management";
import { bearer, type Region } from "./support/region";
import { ask, open, shownOnce, thing } from "./support/settings-pages";

// Every form of the page works without a script.
test.use({ javaScriptEnabled: false });

const SECTION = "Personal API keys";

/** Someone new with no keys of their own. The partner's admin has one from the start. */
async function openAsNewcomer(page: Page, region: Region, level = "admin"): Promise<string> {
  const { email } = await newColleague(region, level);
  await open(page, region, SECTION, email);
  return email;
}

/** Creates a key on the page, and returns its value. */
async function makeKey(page: Page, label: string, scopes: string[], access = "All access"): Promise<string> {
  await page.getByLabel("Label").fill(label);
  await page.getByRole("radio", { name: access }).check();
  for (const scope of scopes) await page.getByRole("checkbox", { name: scope }).check();
  await page.getByRole("button", { name: "Create key" }).click();
  return (await shownOnce(page).getByRole("code").textContent()) ?? "";
}

for (const profile of PROFILES) {
  test.describe(`in profile ${profile}`, () => {
    test.use({ profile });

    test("a personal API key made on the page works within its scopes, and is shown once", async ({
      us,
      page,
    }) => {
      await openAsNewcomer(page, us);
      await expect(page.getByRole("heading", { name: "No personal API keys" })).toBeVisible();
      const value = await makeKey(page, "My server", ["project:write", "organization:read"]);
      expect(value).toMatch(/^phx_\w+$/);
      await expect(shownOnce(page)).toContainText("This key will never be shown again. Copy it now.");
      const key = bearer(value);
      const fields = { label: "Made with it", scopes: ["endpoint:read"] };
      expect((await call(us, "POST", KEYS, key, fields)).status).toBe(201);
      expect((await call(us, "GET", PROXIES, key)).status).toBe(200);
      expectForbidden(
        await call(us, "POST", PROXIES, key, { domain: "e.shop.example" }),
        "API key missing required scope 'organization:write'",
      );
      await page.reload();
      await expect(page.getByText(value)).toHaveCount(0);
      await expect(thing(page, "My server")).toContainText(`phx_...${value.slice(-4)}`);
      await expect(thing(page, "My server")).toContainText("organization:read, project:write");
      await expect(thing(page, "My server")).toContainText("All access");
    });
  });
}

test("a personal API key deleted on the page is refused at once", async ({ us, page }) => {
  await openAsNewcomer(page, us);
  const value = await makeKey(page, "Old laptop", ["project:read"]);
  expect((await call(us, "GET", KEYS, bearer(value))).status).toBe(200);
  await page.getByRole("link", { name: "I have copied it" }).click();
  await ask(thing(page, "Old laptop"), "Delete");
  await expect(thing(page, "Old laptop")).toContainText("Permanently delete key Old laptop?");
  await thing(page, "Old laptop").getByRole("button", { name: "Delete key" }).click();
  await expect(page.getByRole("status")).toContainText("deleted");
  await expect(thing(page, "Old laptop")).toHaveCount(0);
  expectUnauthenticated(
    await call(us, "GET", KEYS, bearer(value)),
    "authentication_failed",
    "Personal API key found in request Authorization header is invalid.",
  );
});

test("a key for one project works in no other place, one for an organization in all of its", async ({
  us,
  page,
}) => {
  await openAsNewcomer(page, us);
  const scopes = ["project:read", "organization:read"];
  const ofProject = bearer(await makeKey(page, "Project", scopes, "This project"));
  const ofOrganization = bearer(await makeKey(page, "Organization", scopes, "This organization"));
  expectForbidden(
    await call(us, "GET", PROXIES, ofProject),
    "API keys with scoped projects are only supported on project-based endpoints.",
  );
  for (const [path, key] of [
    [KEYS, ofProject],
    [KEYS, ofOrganization],
    [PROXIES, ofOrganization],
  ] as const) {
    expect((await call(us, "GET", path, key)).status).toBe(200);
  }
  await expect(thing(page, "Project")).toContainText("Default project");
  await expect(thing(page, "Organization")).toContainText("Acme Partner");
});

test("the page says what is wrong with a form, and keeps what was chosen", async ({ us, page }) => {
  await openAsNewcomer(page, us);
  await page.getByLabel("Label").fill("No scopes");
  await page.getByRole("radio", { name: "This project" }).check();
  await page.getByRole("button", { name: "Create key" }).click();
  await expect(page.getByRole("alert")).toHaveText("Your API key needs at least one scope.");
  await expect(page.getByLabel("Label")).toHaveValue("No scopes");
  await expect(page.getByRole("radio", { name: "This project" })).toBeChecked();
  await page.getByLabel("Label").fill("   ");
  await page.getByRole("checkbox", { name: "query:read" }).check();
  await page.getByRole("button", { name: "Create key" }).click();
  await expect(page.getByRole("alert")).toHaveText("Your API key needs a label.");
  await expect(page.getByRole("checkbox", { name: "query:read" })).toBeChecked();
  await expect(page.getByRole("heading", { name: "No personal API keys" })).toBeVisible();
});

test("someone with ten keys has to delete one first", async ({ us, page }) => {
  const email = await openAsNewcomer(page, us);
  for (let n = 0; n < 10; n += 1) await keyOf(us, email, ["query:read"]);
  await page.getByLabel("Label").fill("One more");
  await page.getByRole("checkbox", { name: "query:read" }).check();
  await page.getByRole("button", { name: "Create key" }).click();
  await expect(page.getByRole("alert")).toHaveText(
    "You can only have 10 personal API keys. Remove an existing key before creating a new one.",
  );
  await expect(page.getByRole("button", { name: "Create key" })).toHaveCount(0);
});

test("a plain member makes keys, and sees no one else's", async ({ us, page }) => {
  await openAsNewcomer(page, us, "member");
  await makeKey(page, "Mine", ["query:read"]);
  await open(page, us, SECTION, PARTNER);
  await expect(thing(page, "Partner admin")).toBeVisible();
  await expect(thing(page, "Mine")).toHaveCount(0);
});

test("someone else's key is not deleted, whatever a form says", async ({ us, page }) => {
  await openAsNewcomer(page, us, "member");
  const value = await makeKey(page, "Mine", ["project:read"]);
  const id = (await page.locator('input[name="id"]').getAttribute("value")) ?? "";
  await open(page, us, SECTION, PARTNER);
  const token = (await page.locator('input[name="csrfmiddlewaretoken"]').first().getAttribute("value")) ?? "";
  const cookies = await page.context().cookies(us.origin);
  const cookie = cookies.map(({ name, value: kept }) => `${name}=${kept}`).join("; ");
  const path = `/project/${await projectOf(us)}/settings/user-api-keys`;
  const send = (fields: [string, string][]) => us.form(path, fields, { cookie, origin: us.origin });
  const deletion: [string, string][] = [
    ["action", "delete"],
    ["id", id],
  ];
  expect((await send(deletion)).status).toBe(403);
  const refused = await send([...deletion, ["csrfmiddlewaretoken", token]]);
  expect(refused.status).toBe(404);
  expect(refused.text).toContain("This key no longer exists.");
  expect((await call(us, "GET", KEYS, bearer(value))).status).toBe(200);
});

test("a log-in of long ago must be renewed before a key is made", async ({ us, page }) => {
  await openAsNewcomer(page, us);
  await us.advance(2 * 3600);
  await page.getByLabel("Label").fill("Late");
  await page.getByRole("checkbox", { name: "query:read" }).check();
  await page.getByRole("button", { name: "Create key" }).click();
  await expect(page.getByRole("alert")).toContainText("recently authenticated");
  await expect(page.getByRole("heading", { name: "No personal API keys" })).toBeVisible();
});

test("the address of the page without a project leads to the current one", async ({ us, page }) => {
  await openAsNewcomer(page, us);
  await page.goto(`${us.origin}/settings/user-api-keys`);
  await expect(page.getByRole("heading", { name: SECTION, exact: true })).toBeVisible();
  await expect(page).toHaveTitle(/Personal API keys · Default project.*Sandbox/);
});
