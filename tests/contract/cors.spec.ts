import type { Page } from "@playwright/test";
import { z } from "zod";
import { publish, register } from "./support/clients";
import { expect, PROFILES, test } from "./support/fixtures";
import { newTokens } from "./support/grants";
import type { PartnerHost } from "./support/partner-host";
import { EXISTING, logIn, requestConsent } from "./support/people";
import type { Region } from "./support/region";

const ORIGIN = "https://docs.example";
const EXPOSED = ["access-control-allow-origin", "access-control-allow-credentials"];

const preflight = (region: Region, path: string, method: string, headers?: string) =>
  region.send(path, {
    method: "OPTIONS",
    headers: {
      origin: ORIGIN,
      "API-Version": undefined,
      "access-control-request-method": method,
      "access-control-request-headers": headers,
    },
  });

const list = (text: string | null) => (text ?? "").split(",").map((item) => item.trim().toLowerCase());

for (const profile of PROFILES) {
  test.describe(`in profile ${profile}`, () => {
    test.use({ profile });

    for (const [path, method] of [
      ["provisioning/account_requests", "POST"],
      ["provisioning/resources/1", "GET"],
      ["oauth/token", "POST"],
      ["/oauth/token/", "POST"],
      ["/oauth/token", "POST"],
      ["/oauth/revoke/", "POST"],
      ["/oauth/revoke", "POST"],
      ["/api/users/@me/", "GET"],
      ["/api/projects/1/query/", "POST"],
      ["/api/organizations/@current/proxy_records", "DELETE"],
    ] as const) {
      test(`a preflight for ${method} ${path} allows every header asked for`, async ({ us }) => {
        const answer = await preflight(us, path, method, "api-version, authorization,x-made-up");
        expect([200, 204]).toContain(answer.status);
        expect(answer.headers.get("access-control-allow-origin")).toBe("*");
        expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
        expect(list(answer.headers.get("access-control-allow-methods"))).toContain(method.toLowerCase());
        const allowed = list(answer.headers.get("access-control-allow-headers"));
        expect(allowed).toEqual(expect.arrayContaining(["api-version", "authorization", "x-made-up"]));
      });
    }

    test("answers may be read by any page, good and bad ones", async ({ us, partner }) => {
      const client = await register(us, partner);
      const { access } = await newTokens(us, client);
      const headers = { origin: ORIGIN, authorization: `Bearer ${access}` };
      const answers = [
        await us.post("provisioning/resources", {}, headers),
        await us.post("provisioning/resources", {}, { origin: ORIGIN }),
        await us.post("oauth/token", { grant_type: "x" }, { origin: ORIGIN }),
        await us.post("/oauth/revoke/", {}, { origin: ORIGIN }),
        await us.get("/api/nothing/here", { origin: ORIGIN }),
      ];
      expect(answers.map(({ status }) => status)).toEqual([200, 401, 400, 401, 404]);
      for (const answer of answers) {
        expect(EXPOSED.map((name) => answer.headers.get(name))).toEqual(["*", null]);
      }
    });

    test("the pages and the other paths of the general server belong to their own origin", async ({ us }) => {
      for (const path of ["/login", "/", "/oauth/introspect/", "/oauth/register/"]) {
        const answer = await us.get(path, { origin: ORIGIN });
        expect(answer.headers.get("access-control-allow-origin")).toBeNull();
      }
    });

    test("an OPTIONS that asks for no method is no preflight", async ({ us }) => {
      for (const path of ["provisioning/account_requests", "oauth/token"]) {
        const answer = await us.send(path, { method: "OPTIONS", headers: { origin: ORIGIN } });
        expect(answer.status).toBe(405);
      }
      const managed = "/api/organizations/@current/proxy_records";
      expect((await us.send(managed, { method: "OPTIONS", headers: { origin: ORIGIN } })).status).toBe(401);
    });
  });
}

const outcome = z.object({ status: z.number(), text: z.string() });

/** Sends JSON to the API from a page on another origin, as the form in PostHog's documentation does. */
async function sendFromPage(page: Page, partner: PartnerHost, url: string, fields: unknown, headers = {}) {
  const path = partner.newPath("docs.html");
  partner.serve(path, {
    headers: { "content-type": "text/html" },
    body: "<!doctype html><title>Docs</title>",
  });
  await page.goto(partner.url(path));
  const sent = await page.evaluate(
    async ([url, body, headers]) => {
      const init = { method: "POST", headers: { "content-type": "application/json", ...headers }, body };
      const response = await fetch(url, init);
      return { status: response.status, text: await response.text() };
    },
    [url, JSON.stringify(fields), headers] as const,
  );
  return outcome.parse(sent);
}

test("a page of another origin registers a client", async ({ us, partner, page }) => {
  const client = await publish(partner);
  const url = us.url("provisioning/client_registration");
  const { status, text } = await sendFromPage(page, partner, url, { client_id: client.id });
  expect(status, text).toBe(200);
  expect(JSON.parse(text)).toMatchObject({ client_id: client.id, registered: true });
});

test.describe("in profile documented", () => {
  test.use({ profile: "documented" });

  test("a page of another origin may send the API version", async ({ us, partner, page }) => {
    const client = await publish(partner);
    const url = us.url("provisioning/account_requests");
    const headers = { "API-Version": "0.1d" };
    const { status, text } = await sendFromPage(page, partner, url, { client_id: client.id }, headers);
    expect(status, text).toBe(202);
  });
});

test("a page of another origin cannot use the user's session", async ({ us, partner, page }) => {
  const { state } = await requestConsent(us, await register(us, partner));
  const { cookie } = await logIn(us, EXISTING);
  const [name = "", value = ""] = cookie.split(";")[0]?.split("=") ?? [];
  await page.context().addCookies([{ name, value, url: us.origin }]);
  await page.goto(`${us.origin}/`);
  await page.goto(partner.url(partner.newPath()));
  const read = page.evaluate(
    async (url) => (await fetch(url, { credentials: "include" })).status,
    us.url(`authorize/pending/?state=${state}`),
  );
  await expect(read).rejects.toThrow("Failed to fetch");
});
