import { expect, test } from "@playwright/test";
import identity from "../../.well-known/posthog-client.json" with { type: "json" };
import { buildClientMetadata } from "../../lib/identity/client-metadata";
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

  const refused: [what: string, change: Partial<typeof identity>, rule: string][] = [
    ["no redirect", { redirect_uris: [] }, "redirect_uris"],
    ["a redirect with a query", { redirect_uris: ["/callback?from=posthog"] }, "query"],
    ["a redirect with a fragment", { redirect_uris: ["/callback#x"] }, "fragment"],
    ["a script as redirect", { redirect_uris: ["javascript:alert(1)"] }, "refused scheme"],
    ["a plain http redirect", { redirect_uris: ["http://app.example/cb"] }, "https"],
    ["no opt-in", { "com.posthog": { ...posthog, provisioning: false } }, "com.posthog.provisioning"],
    ["no scopes", { "com.posthog": { ...posthog, scopes: [] } }, "scopes"],
    ["no refresh grant", { grant_types: ["authorization_code"] }, "refresh_token"],
    [
      "a write scope alone",
      { "com.posthog": { ...posthog, scopes: ["insight:write"] } },
      "names insight:write and must name insight:read too",
    ],
    ["a name that claims to be PostHog's", { client_name: "PostHog Helper" }, "client_name"],
    ["a name that claims trust", { client_name: "A Trusted App" }, "client_name"],
    [
      "too many bytes",
      { redirect_uris: Array.from({ length: 200 }, (_, i) => `/callbacks/posthog/${i}`) },
      "5120",
    ],
  ];

  for (const [what, change, rule] of refused) {
    test(`with ${what} stops the start, naming the rule`, () => {
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
