import type { Page } from "@playwright/test";
import { type Client, type ClientOptions, register } from "./support/clients";
import { expect, PROFILES, test } from "./support/fixtures";
import { makeClient } from "./support/operator-clients";
import type { PartnerHost } from "./support/partner-host";
import { EXISTING, requestConsent } from "./support/people";
import type { Region } from "./support/region";

// The page works without a script.
test.use({ javaScriptEnabled: false });

const PICTURE =
  '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8"/></svg>';

/** A logo on the partner's host, and how often it was fetched. */
function serveLogo(partner: PartnerHost) {
  const path = partner.newPath("logo.svg");
  partner.serve(path, { headers: { "content-type": "image/svg+xml" }, body: PICTURE });
  return { url: partner.url(path), countVisits: () => partner.visits(path).length };
}

async function openConsent(page: Page, region: Region, client: Client): Promise<void> {
  await page.goto((await requestConsent(region, client)).url);
  await page.getByLabel("E-mail").fill(EXISTING);
  await page.getByRole("button", { name: "Log in", exact: true }).click();
  await expect(page.getByRole("heading", { name: /wants to connect/ })).toBeVisible();
}

const withLogo = (logo_uri: unknown): ClientOptions => ({ document: { logo_uri } });
/** The addresses of the pictures on the page. */
const sourcesOn = (page: Page) =>
  page.locator("img").evaluateAll((all) => all.map((img) => img.getAttribute("src")));

for (const profile of PROFILES) {
  test.describe(`in profile ${profile}`, () => {
    test.use({ profile });

    test("the page shows the logo and the host of the client's document", async ({ us, partner, page }) => {
      const logo = serveLogo(partner);
      const client = await register(us, partner, withLogo(logo.url));
      await openConsent(page, us, client);
      await expect(page.getByText(new URL(client.id).host)).toBeVisible();
      const [source = null] = await sourcesOn(page);
      expect(source).toMatch(/^\/[^/]/);
      expect(source).toContain(encodeURIComponent(logo.url));
      await expect.poll(logo.countVisits).toBe(1);
      const picture = await us.get(source ?? "");
      expect({ status: picture.status, text: picture.text }).toEqual({ status: 200, text: PICTURE });
      expect(picture.headers.get("content-type")).toBe("image/svg+xml");
    });

    test("the page loads no picture from another origin", async ({ us, partner, page }) => {
      const client = await register(us, partner, withLogo(serveLogo(partner).url));
      await openConsent(page, us, client);
      const answer = await page.reload();
      const policy = answer?.headers()["content-security-policy"] ?? "";
      expect(policy).toMatch(/(?:^|; )img-src 'self'(?:;|$)/);
    });

    test("a logo elsewhere is named in the page and not fetched", async ({ us, partner, page }) => {
      const url = "https://partner.example/logo.png";
      const client = await register(us, partner, withLogo(url));
      await openConsent(page, us, client);
      const [source = null] = await sourcesOn(page);
      expect(source).toContain(encodeURIComponent(url));
      expect((await us.get(source ?? "")).status).toBe(404);
    });

    test("without a logo there is no picture", async ({ us, partner, page }) => {
      await openConsent(page, us, await register(us, partner));
      expect(await sourcesOn(page)).toEqual([]);
    });

    test("a client with an opaque id has no host to name", async ({ us, page }) => {
      await openConsent(page, us, await makeClient(us));
      await expect(page.getByText("This app is at")).toHaveCount(0);
    });
  });
}

/** The logo that the server keeps for a client. */
async function keptLogo(region: Region, partner: PartnerHost, logo_uri: unknown): Promise<unknown> {
  const { id } = await register(region, partner, withLogo(logo_uri));
  const { clients } = Object(await region.control("GET", "clients"));
  return Array.from(clients, Object).find(({ client_id }) => client_id === id)?.logo_uri;
}

const long = (length: number) => "https://partner.example/".padEnd(length, "a");

for (const uri of ["https://partner.example/logo.png", long(2048)]) {
  test(`the logo ${uri.slice(0, 40)} of ${uri.length} characters is kept`, async ({ us, partner }) => {
    expect(await keptLogo(us, partner, uri)).toBe(uri);
  });
}

for (const uri of [
  "http://partner.example/logo.png",
  "data:image/png;base64,AA==",
  "javascript:alert(1)",
  "/logo.png",
  "https://10.0.0.1/logo.png",
  "https://192.88.99.1/logo.png",
  "https://[2002::1]/logo.png",
  "https://service.internal/logo.png",
  long(2049),
  5,
  null,
  ["https://partner.example/logo.png"],
]) {
  const words = JSON.stringify(uri).slice(0, 40);
  test(`the logo ${words} is dropped, and the client registered`, async ({ us, partner }) => {
    expect(await keptLogo(us, partner, uri)).toBeNull();
  });
}

test("the address of logos fetches nothing that is no client's logo", async ({ us, partner, page }) => {
  const client = await register(us, partner, withLogo(serveLogo(partner).url));
  await openConsent(page, us, client);
  const [source = null] = await sourcesOn(page);
  const other = serveLogo(partner);
  const address = (source ?? "").replace(/=.*/, `=${encodeURIComponent(other.url)}`);
  expect((await us.get(address)).status).toBe(404);
  expect((await us.get(address.replace(/\?.*/, ""))).status).toBe(404);
  expect(other.countVisits()).toBe(0);
});

test("what is no picture is not passed on", async ({ us, partner, page }) => {
  const path = partner.newPath("logo.html");
  partner.serve(path, { headers: { "content-type": "text/html" }, body: "<script>alert(1)</script>" });
  await openConsent(page, us, await register(us, partner, withLogo(partner.url(path))));
  const [source = null] = await sourcesOn(page);
  expect((await us.get(source ?? "")).status).toBe(404);
});
