import type { Page } from "@playwright/test";
import { expectAccessible, expectToFitSmallPhone } from "../e2e/support/accessible";
import { readText } from "./support/answer";
import { register } from "./support/clients";
import { expect, PROFILES, test } from "./support/fixtures";
import { newUserCode } from "./support/grants";
import type { PartnerHost } from "./support/partner-host";
import { COLLEAGUE, EXISTING, firstProject, logIn, requestConsent } from "./support/people";
import type { Region } from "./support/region";

/** Prepares the sandbox for a page, and returns the page's path. */
type Arrange = (region: Region, partner: PartnerHost) => Promise<string>;

const inProject =
  (path: string): Arrange =>
  async (region) =>
    `/project/${await firstProject(region, EXISTING)}${path}`;

const consent: Arrange = async (region, partner) => {
  const { url } = await requestConsent(region, await register(region, partner));
  return url.slice(region.origin.length);
};

/** The page that the welcome mail of a new account leads to, and the one on which its code is typed. */
const proof =
  (path: (uuid: string, token: string) => string): Arrange =>
  async (region, partner) => {
    await newUserCode(region, await register(region, partner));
    const link = readText(await region.control("GET", "mail"), "messages", 0, "links", 0);
    const [, , uuid = "", token = ""] = new URL(link).pathname.split("/");
    return path(uuid, token);
  };

/** A page: its heading, how it is reached, and who is logged in. */
type Case = [heading: string, arrange: string | Arrange, email?: string];

const CASES: Case[] = [
  ["You are not logged in", "/"],
  ["This link no longer works", "/?error=expired_or_invalid_token"],
  ["Hello, Eddie Existing", "/", EXISTING],
  ["Log in", "/login?error=invalid_credentials"],
  ["Mail inbox", "/_sandbox/mail-inbox"],
  ["Welcome to PostHog", proof((uuid, token) => `/set_password/${uuid}/${token}`)],
  ["Verify your e-mail first", proof((uuid) => `/verify_email/${uuid}?error=invalid_code&sent=true`)],
  ["Burrow wants to connect to your PostHog", consent, EXISTING],
  ["Another account is logged in", consent, COLLEAGUE],
  ["This request has expired", "/agentic/authorize?state=unknown", EXISTING],
  ["Page not found", "/nothing-is-here"],
  ["You have no access to this project", inProject(""), "partner@example.com"],
  ["No recordings yet", inProject("/replay"), EXISTING],
  ["The sandbox has no Dashboards page", inProject("/dashboard/1"), EXISTING],
  ["Settings", inProject("/settings"), COLLEAGUE],
  ["No managed reverse proxies", inProject("/settings/organization-proxy"), COLLEAGUE],
];

async function open(page: Page, region: Region, path: string, email: string | undefined): Promise<void> {
  if (email !== undefined) {
    const pairs = (await logIn(region, email)).cookie.split("; ").map((pair) => pair.split("="));
    const cookies = pairs.map(([name = "", ...value]) => ({
      name,
      value: value.join("="),
      url: region.origin,
    }));
    await page.context().addCookies(cookies);
  }
  await page.goto(region.origin + path);
}

async function expectWhole(page: Page, heading: string): Promise<void> {
  await expect(page.getByRole("heading", { name: heading, exact: true })).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  await expect(page).toHaveTitle(/\S.* · Sandbox US$/);
  for (const landmark of ["banner", "main", "contentinfo"] as const) {
    await expect(page.getByRole(landmark)).toHaveCount(1);
  }
  await expect(page.getByRole("banner")).toContainText("Sandbox");
  await expectAccessible(page);
  await expectToFitSmallPhone(page);
}

for (const [heading, arrange, email] of CASES) {
  test(`the page “${heading}” is whole, has no barriers, and loads nothing foreign`, async ({
    us,
    partner,
    page,
  }) => {
    const origins = new Set<string>();
    page.on("request", (request) => origins.add(new URL(request.url()).origin));
    await open(page, us, typeof arrange === "string" ? arrange : await arrange(us, partner), email);
    await expectWhole(page, heading);
    expect([...origins]).toEqual([us.origin]);
  });
}

for (const profile of PROFILES) {
  test.describe(`the consent page in profile ${profile}`, () => {
    test.use({ profile });

    test("says what the app may change and what it may only view", async ({ us, partner, page }) => {
      const scopes = ["query:read", "hog_flow:read", "hog_flow:write", "ticket:write"];
      const client = await register(us, partner);
      const { url } = await requestConsent(us, client, EXISTING, { scopes });
      await open(page, us, url.slice(us.origin.length), EXISTING);
      const asked = page.getByRole("region", { name: "What Burrow will be able to do" });
      await expect(asked.getByRole("heading", { level: 3 })).toHaveText([
        "View and change",
        "Change",
        "View",
      ]);
      await expect(asked.getByRole("listitem")).toHaveText([
        "Workflows",
        "Tickets",
        "Your data, through queries",
      ]);
    });

    test("has its buttons on the screen of a laptop", async ({ us, partner, page }) => {
      await page.setViewportSize({ width: 1280, height: 720 });
      await open(page, us, await consent(us, partner), EXISTING);
      await expect(page.getByRole("button", { name: "Approve" })).toBeInViewport({ ratio: 1 });
    });
  });
}

test("the first press of Tab leads past the frame to the content", async ({ us, page }) => {
  await open(page, us, "/login", undefined);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("E-mail")).toBeFocused();
});

test.describe("the result of a form takes the focus, without a script", () => {
  test.use({ javaScriptEnabled: false });

  test("good or bad, on a settings page", async ({ us, partner, page }) => {
    await open(page, us, await inProject("/feature_flags")(us, partner), EXISTING);
    const create = async (key: string) => {
      await page.getByLabel("Key").fill(key);
      await page.getByRole("button", { name: "Create flag" }).click();
    };
    await create("beta");
    await expect(page.getByRole("status")).toHaveText("The flag beta is on.");
    await expect(page.getByRole("status")).toBeFocused();
    await create("beta");
    await expect(page.getByRole("alert")).toBeFocused();
  });

  test("or the field that is wrong", async ({ us, page }) => {
    await open(page, us, "/login", undefined);
    await page.getByLabel("E-mail").fill("unknown@example.com");
    await page.getByRole("button", { name: "Log in", exact: true }).click();
    await expect(page.getByLabel("E-mail")).toBeFocused();
    await expect(page.getByLabel("E-mail")).toHaveAccessibleDescription(/no active account/);
  });

  test("in the inspector", async ({ us, page }) => {
    await page.goto(`${us.origin}/_sandbox?open=people`);
    await page.getByText("Create a person", { exact: true }).click();
    await page.getByLabel("E-mail", { exact: true }).fill(EXISTING);
    await page.getByRole("button", { name: "Create", exact: true }).click();
    await expect(page.getByRole("alert")).toHaveText("email: A user with this address already exists.");
    await expect(page.getByRole("alert")).toBeFocused();
  });
});
