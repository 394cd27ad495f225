import { expectOAuth, expectTyped, read, readText } from "./support/answer";
import { type Client, postRegistration, publish, register } from "./support/clients";
import { expect, PROFILES, test } from "./support/fixtures";
import { introspect } from "./support/general-server";
import { exchange, newTokens, newUserCode, postAccountRequest, redeem, refreshed } from "./support/grants";
import { consent, EXISTING, requestConsent } from "./support/people";
import type { Region } from "./support/region";

const PUBLISHED = [
  "customer_journey:read",
  "query:read",
  "conversation:read",
  "conversation:write",
  "experiment:read",
  "feature_flag:read",
  "insight:read",
  "organization:read",
  "person:read",
  "project:read",
  "ticket:read",
  "ticket:write",
  "user:read",
  "hog_flow:read",
  "hog_flow:write",
];

const OBJECTS = [
  "account",
  "loop",
  "session_recording",
  "sharing_configuration",
  "notebook",
  "health_issue",
  "web_analytics",
  "signal_scout",
  "task",
];

/** The scopes of a token, as introspection reports them. */
async function scopesOf(region: Region, token: string): Promise<string[]> {
  return readText((await introspect(region, token)).body, "scope").split(" ");
}

const askExisting = (region: Region, client: Client, scopes: string[]) =>
  postAccountRequest(region, client, { email: EXISTING, scopes });

test.describe("in profile documented", () => {
  test.use({ profile: "documented" });

  test("an existing user can be asked for each published scope", async ({ us, partner }) => {
    const client = await register(us, partner);
    const { url } = await requestConsent(us, client, EXISTING, { scopes: PUBLISHED });
    expect(new URL(url).searchParams.get("scope")).toBe(PUBLISHED.join(" "));
    const grant = await consent(us, client, { fields: { scopes: PUBLISHED } });
    expect(await scopesOf(us, (await redeem(us, client, grant)).access)).toEqual(PUBLISHED);
  });

  for (const scope of [
    "project:write",
    "insight:write",
    "openid",
    "introspection",
    "*",
    "no:such",
    "query",
  ]) {
    test(`an existing user cannot be asked for ${scope}`, async ({ us, partner }) => {
      const client = await register(us, partner);
      const answer = await askExisting(us, client, ["query:read", scope]);
      const message = "One or more requested scopes are not recognized";
      expectTyped(answer, 400, "invalid_scope", message, "req_1");
    });
  }

  test("a missing challenge is reported before unknown scopes", async ({ us, partner }) => {
    const fields = { email: EXISTING, code_challenge: undefined, scopes: ["no:such"] };
    const answer = await postAccountRequest(us, await register(us, partner), fields);
    expect(readText(answer.body, "error", "code")).toBe("invalid_request");
  });

  test("a new user's token carries whatever was asked for, also after a refresh", async ({ us, partner }) => {
    const client = await register(us, partner);
    const scopes = ["project:write", "no:such", "*", "query:read"];
    const tokens = await newTokens(us, client, undefined, { scopes });
    expect(await scopesOf(us, tokens.access)).toEqual(scopes);
    const next = await refreshed(us, client, tokens);
    expect(await scopesOf(us, next.access)).toEqual(scopes);
  });

  test("a document's scopes are no ceiling", async ({ us, partner }) => {
    const client = await register(us, partner, { extension: { scopes: ["query:read"] } });
    expect((await askExisting(us, client, ["person:read"])).status).toBe(200);
    const { access } = await newTokens(us, client, undefined, { scopes: ["person:read", "project:write"] });
    expect(await scopesOf(us, access)).toEqual(["person:read", "project:write"]);
  });

  test("without scopes everything published is granted", async ({ us, partner }) => {
    const client = await register(us, partner, { extension: { scopes: ["query:read"] } });
    const { access } = await newTokens(us, client, undefined, { scopes: undefined });
    expect(await scopesOf(us, access)).toEqual(PUBLISHED.toSorted());
    const { url } = await requestConsent(us, client, EXISTING, { scopes: undefined });
    expect(new URL(url).searchParams.get("scope")).toBe(PUBLISHED.toSorted().join(" "));
  });

  test("a document with unknown scopes alone is no mistake", async ({ us, partner }) => {
    const client = await register(us, partner, { extension: { scopes: ["no:such"] } });
    expect((await newTokens(us, client)).access).toMatch(/^pha_/);
  });
});

test.describe("in profile current", () => {
  test("the ceiling holds for both kinds of user", async ({ us, partner }) => {
    const client = await register(us, partner, { extension: { scopes: ["query:read"] } });
    const message = "One or more requested scopes exceed the application's allowed scopes";
    const existing = await askExisting(us, client, ["person:read"]);
    expectTyped(existing, 400, "invalid_scope", message, "req_1");
    const grant = await newUserCode(us, client, undefined, { scopes: ["person:read"] });
    const description = "Requested scopes exceed the application's allowed scopes";
    expectOAuth(await exchange(us, client, grant), 400, "invalid_scope", description);
  });

  test("optional scopes belong to the ceiling of a client with scopes", async ({ us, partner }) => {
    const extension = { scopes: ["query:read"], optional_scopes: ["person:read", "query:read"] };
    const client = await register(us, partner, { extension });
    const ceiling = ["query:read", "person:read"];
    expect(read((await postRegistration(us, client)).body, "scopes")).toEqual(ceiling);
    expect((await askExisting(us, client, ceiling)).status).toBe(200);
    expect((await askExisting(us, client, ["insight:read"])).status).toBe(400);
    const tokens = await newTokens(us, client, undefined, { scopes: undefined });
    expect(await scopesOf(us, tokens.access)).toEqual(ceiling.toSorted());
    const next = await refreshed(us, client, tokens);
    expect(await scopesOf(us, next.access)).toEqual(ceiling.toSorted());
  });

  test("optional scopes alone are no ceiling", async ({ us, partner }) => {
    const client = await register(us, partner, { extension: { optional_scopes: ["person:read"] } });
    expect(read((await postRegistration(us, client)).body, "scopes")).toEqual([]);
    expect((await askExisting(us, client, ["insight:read"])).status).toBe(200);
  });

  test("a refresh narrows a token to the ceiling of now", async ({ us, partner }) => {
    const client = await register(us, partner, { extension: { scopes: ["query:read", "person:read"] } });
    const scopes = ["query:read", "person:read"];
    const tokens = await newTokens(us, client, undefined, { scopes });
    expect(await scopesOf(us, tokens.access)).toEqual(scopes);
    partner.serve(client.path, {
      body: { ...client.document, "com.posthog": { provisioning: true, scopes: ["query:read"] } },
    });
    await postRegistration(us, client);
    expect(await scopesOf(us, (await refreshed(us, client, tokens)).access)).toEqual(["query:read"]);
  });

  for (const object of OBJECTS) {
    test(`${object} can be read and written within a ceiling`, async ({ us, partner }) => {
      const scopes = [`${object}:read`, `${object}:write`];
      const client = await publish(partner, { extension: { scopes: [...scopes, "no:such"] } });
      const answer = await postRegistration(us, client);
      expect(read(answer.body, "scopes")).toEqual(scopes);
      expect((await askExisting(us, client, scopes)).status).toBe(200);
    });
  }
});

for (const profile of PROFILES) {
  test.describe(`in profile ${profile}`, () => {
    test.use({ profile });

    test("the server's metadata names every scope that a client may hold", async ({ us }) => {
      const { body } = await us.get("/.well-known/oauth-authorization-server");
      const both = OBJECTS.flatMap((object) => [`${object}:read`, `${object}:write`]);
      expect(read(body, "scopes_supported")).toEqual(expect.arrayContaining([...PUBLISHED, ...both]));
    });
  });
}
