import { readText } from "./support/answer";
import { type ClientOptions, register } from "./support/clients";
import { expect, test } from "./support/fixtures";
import { newTokens, redeem } from "./support/grants";
import {
  advance,
  call,
  expectForbidden,
  KEYS,
  keyOf,
  newProxy,
  newSecretKey,
  organizationOf,
  PARTNER,
  PROXIES,
  projectOf,
  session,
  TOKENS,
} from "./support/management";
import type { PartnerHost } from "./support/partner-host";
import { COLLEAGUE, consent } from "./support/people";
import { bearer, type Region } from "./support/region";

const ONLY_PROJECTS = "API keys with scoped projects are only supported on project-based endpoints.";
const UNMAPPED = "This action does not support personal API key access";
const KEY_FIELDS = { label: "Made", scopes: ["endpoint:read"] };

type Headers = Record<string, string>;

/** What a credential may do, in the order of the matrix: y or n for each. */
async function capabilities(region: Region, headers: Headers): Promise<string> {
  const { id } = await newProxy(region);
  await advance(region, id, { status: "erroring" });
  const cimd = { label: "Made", cimd_url: "https://a.example/c" };
  const statuses = [
    (await call(region, "GET", TOKENS, headers)).status,
    (await call(region, "POST", TOKENS, headers, cimd)).status,
    (await call(region, "GET", PROXIES, headers)).status,
    (await call(region, "POST", PROXIES, headers, { domain: "made.example" })).status,
    (await call(region, "POST", `${PROXIES}/${id}/retry`, headers)).status,
    (await call(region, "POST", `${PROXIES}/${id}/diagnose`, headers)).status,
    (await call(region, "GET", KEYS, headers)).status,
    (await call(region, "POST", KEYS, headers, KEY_FIELDS)).status,
  ];
  for (const status of statuses) expect([200, 201, 403]).toContain(status);
  return statuses.map((status) => (status === 403 ? "n" : "y")).join("");
}

for (const [words, scopes, limit, expected] of [
  ["that reads organizations", ["organization:read"], "none", "ynynnnnn"],
  ["that changes organizations", ["organization:write"], "none", "yyyynnnn"],
  ["that reads projects", ["project:read"], "none", "nnnnnnyn"],
  ["that changes projects", ["project:write"], "none", "nnnnnnyy"],
  ["for everything", ["*"], "none", "yyyynnyy"],
  ["for everything in one project", ["*"], "project", "nnnnnnyy"],
  ["for everything in one organization", ["*"], "organization", "yyyynnyy"],
  ["without scopes", [], "none", "nnnnnnnn"],
] as const) {
  test(`a personal API key ${words} can do its part of the matrix`, async ({ us }) => {
    const limits =
      limit === "project"
        ? { scoped_teams: [await projectOf(us)] }
        : limit === "organization"
          ? { scoped_organizations: [await organizationOf(us)] }
          : {};
    const key = await keyOf(us, PARTNER, [...scopes], limits);
    expect(await capabilities(us, key)).toBe(expected);
  });
}

test("an admin's browser can do everything", async ({ us }) => {
  expect(await capabilities(us, await session(us))).toBe("yyyyyyyy");
});

const WRITER: ClientOptions = {
  extension: { scopes: ["project:read", "project:write", "organization:read", "organization:write"] },
};

async function provision(region: Region, partner: PartnerHost, scopes: string[]) {
  const client = await register(region, partner, WRITER);
  const tokens = await newTokens(region, client, undefined, { scopes });
  const keys = `/api/projects/${tokens.teamId}/project_secret_api_keys`;
  return { ...tokens, client, headers: bearer(tokens.access), keys };
}

for (const scopes of [["organization:read"], ["organization:read", "organization:write", "project:write"]]) {
  test(`a provisioning token with ${scopes.join(" and ")} manages no organization`, async ({
    us,
    partner,
  }) => {
    const { headers, organizationId } = await provision(us, partner, scopes);
    expect(organizationId).toBeTruthy();
    for (const name of ["cimd_verification_tokens", "proxy_records"]) {
      const path = `/api/organizations/@current/${name}`;
      expectForbidden(await call(us, "GET", path, headers), ONLY_PROJECTS);
      expectForbidden(await call(us, "POST", path, headers, {}), ONLY_PROJECTS);
      expectForbidden(await call(us, "DELETE", `${path}/x`, headers), ONLY_PROJECTS);
    }
    for (const action of ["retry", "diagnose"]) {
      expectForbidden(await call(us, "POST", `${PROXIES}/x/${action}`, headers), UNMAPPED);
    }
  });
}

test("a provisioning token that may change the project manages its keys", async ({ us, partner }) => {
  const { headers, keys } = await provision(us, partner, ["project:write"]);
  const made = await call(us, "POST", keys, headers, KEY_FIELDS);
  expect(made.status, made.text).toBe(201);
  const path = `${keys}/${readText(made.body, "id")}`;
  expect((await call(us, "PATCH", path, headers, { label: "Renamed" })).status).toBe(200);
  expect((await call(us, "POST", `${path}/roll`, headers)).status).toBe(200);
  expect((await call(us, "DELETE", path, headers)).status).toBe(204);
});

test("a provisioning token that may read the project only reads its keys", async ({ us, partner }) => {
  const { headers, keys } = await provision(us, partner, ["project:read"]);
  expect((await call(us, "GET", keys, headers)).status).toBe(200);
  const answer = await call(us, "POST", keys, headers, KEY_FIELDS);
  expectForbidden(answer, "API key missing required scope 'project:write'");
});

test("a provisioning token without a project scope reads no keys", async ({ us, partner }) => {
  const { headers, keys } = await provision(us, partner, ["organization:read"]);
  const answer = await call(us, "GET", keys, headers);
  expectForbidden(answer, "API key missing required scope 'project:read'");
});

test("a provisioning token works in its own projects only", async ({ us, partner }) => {
  const { headers } = await provision(us, partner, ["project:write"]);
  const other = await projectOf(us);
  expectForbidden(
    await call(us, "GET", `/api/projects/${other}/project_secret_api_keys`, headers),
    `API key does not have access to the requested project: ID ${other}.`,
  );
  const unknown = await call(us, "GET", "/api/projects/999999/project_secret_api_keys", headers);
  expect(unknown.body).toMatchObject({ code: "not_found", detail: "Project not found." });
});

test("the token of a plain member's consent only reads", async ({ us, partner }) => {
  const client = await register(us, partner, WRITER);
  const fields = { scopes: ["project:write"] };
  const grant = await consent(us, client, { email: COLLEAGUE, fields });
  const { access, teamId } = await redeem(us, client, grant);
  const keys = `/api/projects/${teamId}/project_secret_api_keys`;
  expect((await call(us, "GET", keys, bearer(access))).status).toBe(200);
  const answer = await call(us, "POST", keys, bearer(access), KEY_FIELDS);
  expectForbidden(answer, "You don't have sufficient permissions in the project.");
});

test("the personal API key from provisioning does what its scopes say, in its project", async ({
  us,
  partner,
}) => {
  const { client, headers, keys } = await provision(us, partner, ["project:read", "organization:write"]);
  await us.setClient(client.id, { issues_personal_api_key: true });
  const { body } = await us.post("provisioning/resources", {}, headers);
  const key = bearer(readText(body, "complete", "access_configuration", "personal_api_key"));
  expect((await call(us, "GET", keys, key)).status).toBe(200);
  expectForbidden(
    await call(us, "POST", keys, key, KEY_FIELDS),
    "API key missing required scope 'project:write'",
  );
  expectForbidden(await call(us, "GET", PROXIES, key), ONLY_PROJECTS);
});

test.describe("in profile documented", () => {
  test.use({ profile: "documented" });

  test("a provisioning token reads keys and can do nothing else", async ({ us, partner }) => {
    const client = await register(us, partner);
    const { access, teamId } = await newTokens(us, client);
    const keys = `/api/projects/${teamId}/project_secret_api_keys`;
    expect((await call(us, "GET", keys, bearer(access))).status).toBe(200);
    expectForbidden(
      await call(us, "POST", keys, bearer(access), KEY_FIELDS),
      "API key missing required scope 'project:write'",
    );
    expectForbidden(await call(us, "POST", `${keys}/x/roll`, bearer(access)), UNMAPPED);
    expectForbidden(await call(us, "GET", TOKENS, bearer(access)), ONLY_PROJECTS);
  });

  test("the personal API key from provisioning can do whatever its owner can", async ({ us, partner }) => {
    const client = await register(us, partner);
    const { access } = await newTokens(us, client);
    const { body } = await us.post("provisioning/resources", {}, bearer(access));
    const key = bearer(readText(body, "complete", "access_configuration", "personal_api_key"));
    await newSecretKey(us, {}, key);
    expect((await call(us, "POST", PROXIES, key, { domain: "made.example" })).status).toBe(201);
    expect((await call(us, "POST", TOKENS, key, { label: "Made" })).status).toBe(201);
  });
});
