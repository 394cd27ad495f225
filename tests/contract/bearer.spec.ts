import { type Answer, expectStatus } from "./support/answer";
import { type Client, register } from "./support/clients";
import { expect, PROFILES, test } from "./support/fixtures";
import { newTokens, type Tokens } from "./support/grants";
import { changeUser, deleteUser } from "./support/people";
import { bearer, type Region } from "./support/region";

const INVALID = "Invalid access token";
const MISSING = "Missing bearer token";
const FORBIDDEN = "Resource provisioning not enabled for this partner";

type Call = (region: Region, headers: Record<string, string>, teamId?: number) => Promise<Answer>;

const calls: Record<string, Call> = {
  "creating a resource": (region, headers) => region.post("provisioning/resources", {}, headers),
  "reading a resource": (region, headers, id = 1) => region.get(`provisioning/resources/${id}`, headers),
  "rotating credentials": (region, headers, id = 1) =>
    region.post(`provisioning/resources/${id}/rotate_credentials`, {}, headers),
  "removing a resource": (region, headers, id = 1) =>
    region.post(`provisioning/resources/${id}/remove`, {}, headers),
  "asking for a deep link": (region, headers) => region.post("provisioning/deep_links", {}, headers),
};

const badHeaders: [string, Record<string, string>, string][] = [
  ["no header", {}, MISSING],
  ["a lower-case scheme", { authorization: "bearer pha_x" }, MISSING],
  ["Basic", { authorization: "Basic eDp5" }, MISSING],
  ["an empty token", { authorization: "Bearer " }, MISSING],
  ["no space", { authorization: "Bearerpha_x" }, MISSING],
  ["an unknown token", { authorization: "Bearer pha_unknown" }, INVALID],
  ["a refresh token's prefix", { authorization: "Bearer phr_unknown" }, INVALID],
];

for (const [action, call] of Object.entries(calls)) {
  for (const [words, headers, message] of badHeaders) {
    test(`${action} with ${words} is refused`, async ({ us }) => {
      expectStatus(await call(us, headers), 401, "unauthorized", message);
    });
  }
}

async function expire(region: Region) {
  await region.advance(3601);
}

const deactivate = (region: Region, client: Client) => region.setClient(client.id, { active: false });
const forbid = (region: Region, client: Client) =>
  region.setClient(client.id, { can_provision_resources: false });
const lockOut = (region: Region, _: Client, { email }: Tokens) =>
  changeUser(region, email, { is_active: false });
const forget = (region: Region, _: Client, { email }: Tokens) => deleteUser(region, email);

type Change = (region: Region, client: Client, tokens: Tokens) => Promise<unknown>;

const changes: [string, Change[], 401 | 403, string][] = [
  ["a token an hour old", [expire], 401, "Access token expired"],
  ["a partner switched off", [deactivate], 401, "Partner is deactivated"],
  ["a partner not allowed to provision", [forbid], 403, FORBIDDEN],
  ["a user who is locked out", [lockOut], 401, "Authentication failed"],
  ["a user who is gone", [forget], 401, "Authentication failed"],
  ["an old token of a partner switched off", [expire, deactivate], 401, "Access token expired"],
  [
    "a partner switched off and not allowed to provision",
    [deactivate, forbid],
    401,
    "Partner is deactivated",
  ],
  ["a partner not allowed to provision for a user who is gone", [forbid, forget], 403, FORBIDDEN],
];

for (const [action, call] of Object.entries(calls)) {
  for (const [words, all, status, message] of changes) {
    test(`${action} with ${words} is refused`, async ({ us, partner }) => {
      const client = await register(us, partner);
      const tokens = await newTokens(us, client);
      for (const change of all) await change(us, client, tokens);
      const answer = await call(us, bearer(tokens.access), tokens.teamId);
      expectStatus(answer, status, status === 403 ? "forbidden" : "unauthorized", message);
      expect(answer.headers.get("ratelimit-limit")).toBeNull();
    });
  }
}

for (const profile of PROFILES) {
  test.describe(`in profile ${profile}`, () => {
    test.use({ profile });

    test("a token lives for an hour", async ({ us, partner }) => {
      await us.freeze();
      const client = await register(us, partner);
      const { access } = await newTokens(us, client);
      await us.advance(3599);
      expect((await us.post("provisioning/resources", {}, bearer(access))).status).toBe(200);
      await us.advance(2);
      const answer = await us.post("provisioning/resources", {}, bearer(access));
      expectStatus(answer, 401, "unauthorized", "Access token expired");
    });

    test("blanks around a token do not matter", async ({ us, partner }) => {
      const client = await register(us, partner);
      const { access } = await newTokens(us, client);
      const headers = { authorization: `Bearer   ${access}` };
      expect((await us.post("provisioning/resources", {}, headers)).status).toBe(200);
    });
  });
}

test("a token's scopes do not matter here", async ({ us, partner }) => {
  const client = await register(us, partner);
  const { access } = await newTokens(us, client, undefined, { scopes: ["ticket:read"] });
  expect((await us.post("provisioning/resources", {}, bearer(access))).status).toBe(200);
});

test.describe("in profile documented", () => {
  test.use({ profile: "documented" });

  test("the token is looked at before the API version", async ({ us, partner }) => {
    const client = await register(us, partner);
    const { access } = await newTokens(us, client);
    const unversioned = { "API-Version": undefined };
    const noToken = await us.post("provisioning/resources", {}, unversioned);
    expectStatus(noToken, 401, "unauthorized", MISSING);
    const noVersion = await us.post("provisioning/resources", {}, { ...bearer(access), ...unversioned });
    expect(noVersion.status).toBe(400);
    expect(noVersion.body).toEqual({
      error: { code: "invalid_api_version", message: "Supported API-Versions: 0.1d" },
    });
  });

  test("the token endpoint never asks for a version", async ({ us }) => {
    const answer = await us.post("oauth/token", { grant_type: "x" }, { "API-Version": undefined });
    expect(answer.body).toMatchObject({ error: "unsupported_grant_type" });
  });
});
