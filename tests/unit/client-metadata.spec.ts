import { expect, test } from "@playwright/test";
import identity from "../../.well-known/posthog-client.json" with { type: "json" };
import { buildClientMetadata, documentWarnings } from "../../lib/identity/client-metadata";
import { ConfigurationError } from "../../lib/platform/configuration";

const APP = "https://app.example";
const posthog = identity["com.posthog"];

test.describe("the client metadata document", () => {
  test("names its own address as client_id and makes every path absolute", () => {
    expect(buildClientMetadata(APP)).toMatchObject({
      client_id: `${APP}/.well-known/posthog-client.json`,
      redirect_uris: [`${APP}/callbacks/posthog`],
      logo_uri: `${APP}/mark.svg`,
      grant_types: expect.arrayContaining(["refresh_token"]),
      token_endpoint_auth_method: "none",
    });
  });

  test("of a confidential client asks for signatures and says where its keys are", () => {
    const { token_endpoint_auth_method, jwks_uri, ...rest } = buildClientMetadata(APP, {
      confidential: true,
    });
    expect([token_endpoint_auth_method, jwks_uri]).toEqual([
      "private_key_jwt",
      `${APP}/.well-known/jwks.json`,
    ]);
    expect({ ...rest, token_endpoint_auth_method: "none" }).toEqual(buildClientMetadata(APP));
  });

  test("stays far below PostHog's 5,120 bytes", () => {
    expect(JSON.stringify(buildClientMetadata(APP, { confidential: true })).length).toBeLessThan(2_000);
  });

  test("serves what RFC 7591 and PostHog know, with its paths made absolute", () => {
    const more = {
      policy_uri: "/privacy",
      tos_uri: "https://elsewhere.example/terms",
      contacts: ["help@app.example"],
      scope: "query:read",
      software_id: "burrow",
      "client_name#fr": "Terrier",
      "com.posthog": { ...posthog, optional_scopes: ["query:read"] },
    };
    const document = buildClientMetadata(APP, { source: { ...identity, ...more } });
    expect(document).toMatchObject({ ...more, policy_uri: `${APP}/privacy` });
    expect(documentWarnings(document)).toEqual([]);
  });

  test("serves a member that no one knows, and warns of it", () => {
    const more = { favourite_colour: "green", "com.posthog": { ...posthog, provisoning: true } };
    const document = buildClientMetadata(APP, { source: { ...identity, ...more } });
    expect(document).toMatchObject(more);
    expect(documentWarnings(document)).toEqual([
      "favourite_colour is not a member that PostHog knows",
      "com.posthog.provisoning is not a member that PostHog knows",
    ]);
  });

  test("may be without a logo, with a warning", () => {
    const { logo_uri: _logo, ...source } = identity;
    const document = buildClientMetadata(APP, { source });
    expect(document.logo_uri).toBeUndefined();
    expect(documentWarnings(document)).toEqual([expect.stringContaining("logo_uri is missing")]);
  });

  const refused: [what: string, change: Record<string, unknown>, rule: string][] = [
    ["no redirect", { redirect_uris: [] }, "redirect_uris must name at least one address"],
    ["text where the redirects belong", { redirect_uris: "/callback" }, "redirect_uris must be a list"],
    ["a redirect with a query", { redirect_uris: ["/callback?from=posthog"] }, "query"],
    ["a redirect with a fragment", { redirect_uris: ["/callback#x"] }, "fragment"],
    ["a redirect that is no address", { redirect_uris: ["callback"] }, "redirect_uris.0 must be a URL"],
    [
      "a wildcard",
      { redirect_uris: ["https://*.app.example/cb"] },
      "redirect_uris.0 must not contain a wildcard",
    ],
    ["a script as redirect", { redirect_uris: ["javascript:alert(1)"] }, "refused scheme"],
    ["a plain http redirect", { redirect_uris: ["http://app.example/cb"] }, "redirect_uris.0 must be https"],
    [
      "no https redirect",
      { redirect_uris: ["http://localhost:3000/cb", "burrow:cb"] },
      "redirect_uris must name at least one https address",
    ],
    ["no opt-in", { "com.posthog": { ...posthog, provisioning: false } }, "com.posthog.provisioning"],
    ["nothing for PostHog", { "com.posthog": undefined }, "com.posthog is missing"],
    ["no scopes", { "com.posthog": { ...posthog, scopes: [] } }, "com.posthog.scopes must name"],
    [
      "text where the scopes belong",
      { "com.posthog": { ...posthog, scopes: "query:read" } },
      "com.posthog.scopes must be a list",
    ],
    ["no refresh grant", { grant_types: ["authorization_code"] }, "refresh_token"],
    ["text where the grants belong", { grant_types: "refresh_token" }, "grant_types must be a list"],
    ["text where the contacts belong", { contacts: "help@app.example" }, "contacts must be a list"],
    [
      "a write scope alone",
      { "com.posthog": { ...posthog, scopes: ["insight:write"] } },
      "com.posthog.scopes names insight:write and must name insight:read too",
    ],
    ["a name that claims to be PostHog's", { client_name: "PostHog Helper" }, "client_name"],
    ["a name that claims trust", { client_name: "A Trusted App" }, "client_name"],
    ["a number as its name", { client_name: 7 }, "client_name must be text"],
    ["a secret", { client_secret: "x" }, "client_secret is a secret"],
    ["a secret's expiry", { client_secret_expires_at: 0 }, "client_secret_expires_at is a secret"],
    ["a private key", { keys: [{ kty: "EC", crv: "P-256", x: "x", d: "d" }] }, "keys.0.d is a secret"],
    ["a shared key", { jwks: { keys: [{ kty: "oct", k: "k" }] } }, "jwks.keys.0.k is a secret"],
    [
      "its keys in two places",
      { jwks: { keys: [] }, jwks_uri: "/keys.json" },
      "jwks cannot be combined with jwks_uri",
    ],
    [
      "a method with a secret",
      { token_endpoint_auth_method: "client_secret_post" },
      "token_endpoint_auth_method must be none or private_key_jwt",
    ],
    [
      "dot segments in its client_id",
      { client_id: `${APP}/a/../.well-known/posthog-client.json` },
      "client_id must not contain dot segments",
    ],
    [
      "encoded dot segments in its client_id",
      { client_id: `${APP}/%2E./.well-known/posthog-client.json` },
      "client_id must not contain dot segments",
    ],
    ["another client_id", { client_id: `${APP}/client.json` }, "client_id must be"],
    ["a plain http logo", { logo_uri: "http://app.example/mark.png" }, "logo_uri must be https"],
    ["a logo that is too long", { logo_uri: `/${"m".repeat(2048)}` }, "logo_uri must have at most 2048"],
    [
      "a logo in a private network",
      { logo_uri: "https://10.0.0.7/mark.png" },
      "logo_uri must be at a public",
    ],
    ["a logo on this machine", { logo_uri: "https://localhost/mark.png" }, "logo_uri must be at a public"],
    [
      "a logo of an internal host",
      { logo_uri: "https://logos.internal/m.png" },
      "logo_uri must be at a public",
    ],
    [
      "too many bytes",
      { redirect_uris: Array.from({ length: 200 }, (_, i) => `/callbacks/posthog/${i}`) },
      "5120",
    ],
  ];

  for (const [what, change, rule] of refused) {
    test(`with ${what} stops the start, naming the member and the rule`, () => {
      const build = () => buildClientMetadata(APP, { source: { ...identity, ...change } });
      expect(build).toThrow(ConfigurationError);
      expect(build).toThrow(rule);
    });
  }

  test("refuses an address that PostHog could not fetch", () => {
    expect(() => buildClientMetadata("http://app.example")).toThrow("client_id must use https");
    expect(buildClientMetadata("http://localhost:3000").client_id).toContain("localhost");
  });
});
