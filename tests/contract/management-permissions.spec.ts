import { expect, PROFILES, test } from "./support/fixtures";
import {
  call,
  expectForbidden,
  expectMissing,
  KEYS,
  keyOf,
  newColleague,
  newProxy,
  newSecretKey,
  newToken,
  organizationOf,
  PARTNER,
  PROXIES,
  projectOf,
  session,
  staleLogIn,
  TOKENS,
  UNKNOWN_UUID,
} from "./support/management";
import { createUser, EXISTING } from "./support/people";

const NO_ACCESS = "You do not have permission to perform this action.";
const NOT_ADMIN = "Your organization access level is insufficient.";
const NOT_PROJECT_ADMIN = "You don't have sufficient permissions in the project.";
const NO_PROJECT_ACCESS = "You don't have access to the project.";
const NOT_RECENT = "This action requires you to be recently authenticated.";
const missingScope = (scope: string) => `API key missing required scope '${scope}'`;
const tokensOf = (organization: string) => `/api/organizations/${organization}/cimd_verification_tokens`;
const keysOf = (project: number | string) => `/api/projects/${project}/project_secret_api_keys`;

for (const [path, scope] of [
  [TOKENS, "organization"],
  [PROXIES, "organization"],
  [KEYS, "project"],
] as const) {
  test(`reading ${path} needs ${scope}:read`, async ({ us }) => {
    const key = await keyOf(us, PARTNER, ["query:read"]);
    expectForbidden(await call(us, "GET", path, key), missingScope(`${scope}:read`));
  });

  test(`${scope}:write is enough to read ${path}`, async ({ us }) => {
    expect((await call(us, "GET", path, await keyOf(us, PARTNER, [`${scope}:write`]))).status).toBe(200);
  });

  test(`${scope}:read is not enough to change ${path}`, async ({ us }) => {
    const key = await keyOf(us, PARTNER, [`${scope}:read`]);
    expectForbidden(await call(us, "POST", path, key, {}), missingScope(`${scope}:write`));
  });

  test(`any member may read ${path}, and only an admin may change it`, async ({ us }) => {
    const { email } = await newColleague(us);
    const key = await keyOf(us, email, ["*"]);
    expect((await call(us, "GET", path, key)).status).toBe(200);
    const refusal = scope === "project" ? NOT_PROJECT_ADMIN : NOT_ADMIN;
    expectForbidden(await call(us, "POST", path, key, {}), refusal);
  });

  test(`an owner may change ${path} as an admin may`, async ({ us }) => {
    const { email } = await newColleague(us, "owner");
    const answer = await call(us, "POST", path, await keyOf(us, email, ["*"]), {});
    expect(answer.status).toBe(400);
  });
}

test("an organization that does not exist is told from one that is not yours", async ({ us }) => {
  for (const id of [UNKNOWN_UUID, "not-a-uuid"]) {
    expectMissing(await call(us, "GET", tokensOf(id)), "Organization not found.");
  }
  expectForbidden(await call(us, "GET", tokensOf(await organizationOf(us, EXISTING))), NO_ACCESS);
});

test("a project that does not exist is told from one that is not yours", async ({ us }) => {
  for (const id of [999_999, "not-a-number"]) {
    expectMissing(await call(us, "GET", keysOf(id)), "Project not found.");
  }
  expectForbidden(await call(us, "GET", keysOf(await projectOf(us, EXISTING))), NO_PROJECT_ACCESS);
});

test("someone without an organization has no current one", async ({ us }) => {
  await createUser(us, { email: "alone@example.com", organizations: [] });
  const key = await keyOf(us, "alone@example.com", ["*"]);
  expectMissing(await call(us, "GET", TOKENS, key), "Organization not found.");
  expectMissing(await call(us, "GET", KEYS, key), "Project not found.");
});

test("a key limited to a project works on no organization route", async ({ us }) => {
  const scoped_teams = [await projectOf(us)];
  const key = await keyOf(us, PARTNER, ["*"], { scoped_teams });
  for (const path of [TOKENS, PROXIES]) {
    expectForbidden(
      await call(us, "GET", path, key),
      "API keys with scoped projects are only supported on project-based endpoints.",
    );
  }
  expect((await call(us, "GET", KEYS, key)).status).toBe(200);
});

test("a key limited to a project stays out of its neighbours", async ({ us }) => {
  const [web, mobile] = [10_001, 10_002];
  const key = await keyOf(us, EXISTING, ["*"], { scoped_teams: [web] });
  expect((await call(us, "GET", keysOf(web), key)).status).toBe(200);
  expectForbidden(
    await call(us, "GET", keysOf(mobile), key),
    `API key does not have access to the requested project: ID ${mobile}.`,
  );
});

test("a key limited to an organization stays out of others", async ({ us }) => {
  await createUser(us, {
    email: "both@example.com",
    organizations: [{ name: "Acme Partner", level: "admin" }, { name: "Elsewhere" }],
  });
  const own = await organizationOf(us, "both@example.com");
  const key = await keyOf(us, "both@example.com", ["*"], { scoped_organizations: [UNKNOWN_UUID] });
  expectForbidden(
    await call(us, "GET", tokensOf(own), key),
    `API key does not have access to the requested organization: ID ${own}.`,
  );
  const good = await keyOf(us, "both@example.com", ["*"], { scoped_organizations: [own] });
  for (const path of [TOKENS, PROXIES, KEYS]) expect((await call(us, "GET", path, good)).status).toBe(200);
});

test("an organization can refuse the keys of plain members, and of them alone", async ({ us }) => {
  const { email } = await newColleague(us);
  const organization = await organizationOf(us);
  await us.control("PATCH", `organizations/${organization}`, { member_personal_api_keys: false });
  const key = await keyOf(us, email, ["*"]);
  for (const path of [TOKENS, KEYS]) {
    expectForbidden(
      await call(us, "GET", path, key),
      "Organization 'Acme Partner' does not allow using personal API keys. Contact an admin to enable personal API keys for this organization.",
    );
  }
  expect((await call(us, "GET", TOKENS)).status).toBe(200);
  expect((await call(us, "GET", TOKENS, await session(us, email))).status).toBe(200);
});

for (const profile of PROFILES) {
  test.describe(`in profile ${profile}`, () => {
    test.use({ profile });

    test("a stale session reads but changes nothing", async ({ us }) => {
      const stale = await staleLogIn(us);
      const code = profile === "current" ? "sensitive_action_required_reauth" : "permission_denied";
      for (const path of [TOKENS, PROXIES, KEYS]) {
        expect((await call(us, "GET", path, stale)).status).toBe(200);
        expectForbidden(await call(us, "POST", path, stale, {}), NOT_RECENT, code);
      }
    });
  });
}

test("what belongs to another organization is not found", async ({ us }) => {
  const [token, proxy, key] = [await newToken(us), await newProxy(us), await newSecretKey(us)];
  const stranger = await keyOf(us, EXISTING, ["*"]);
  for (const path of [`${TOKENS}/${token.id}`, `${PROXIES}/${proxy.id}`, `${KEYS}/${key.id}`]) {
    expect((await call(us, "GET", path)).status).toBe(200);
    expectMissing(await call(us, "GET", path, stranger));
    expectMissing(await call(us, "DELETE", path, stranger));
  }
});
