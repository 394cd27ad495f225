import { expect, test } from "./support/fixtures";
import {
  ADMIN,
  call,
  expectError,
  expectForbidden,
  expectInvalid,
  expectMissing,
  KEYS,
  keyOf,
  type Method,
  newColleague,
  newProxy,
  organizationOf,
  PARTNER,
  PROXIES,
  projectOf,
  staleLogIn,
  TOKENS,
  UNKNOWN_UUID,
} from "./support/management";
import { COLLEAGUE, EXISTING } from "./support/people";

/** Of two reasons to refuse a request, the answer gives the one that comes first in the chain. */

const UNMAPPED = "This action does not support personal API key access";
const NO_ACCESS = "You do not have permission to perform this action.";
const NOT_ADMIN = "Your organization access level is insufficient.";
const NOT_RECENT = "This action requires you to be recently authenticated.";
const missingScope = (scope: string) => `API key missing required scope '${scope}'`;
const tokensOf = (organization: string) => `/api/organizations/${organization}/cimd_verification_tokens`;
const keysOf = (project: number | string) => `/api/projects/${project}/project_secret_api_keys`;

test("an action without a scope comes before an unknown organization", async ({ us }) => {
  const path = `/api/organizations/${UNKNOWN_UUID}/proxy_records/${UNKNOWN_UUID}/retry`;
  expectForbidden(await call(us, "POST", path), UNMAPPED);
});

test("an unknown organization comes before a missing scope", async ({ us }) => {
  const key = await keyOf(us, PARTNER, ["query:read"]);
  expectMissing(await call(us, "GET", tokensOf(UNKNOWN_UUID), key), "Organization not found.");
});

test("refused personal keys come before a project restriction", async ({ us }) => {
  const { email } = await newColleague(us);
  const organization = await organizationOf(us);
  await us.control("PATCH", `organizations/${organization}`, { member_personal_api_keys: false });
  const key = await keyOf(us, email, ["*"], { scoped_teams: [await projectOf(us)] });
  const answer = await call(us, "GET", TOKENS, key);
  expect(answer.text).toContain("does not allow using personal API keys");
});

test("a project restriction comes before an organization restriction and a scope", async ({ us }) => {
  const limits = { scoped_teams: [999_999], scoped_organizations: [UNKNOWN_UUID] };
  const key = await keyOf(us, PARTNER, ["query:read"], limits);
  const project = await projectOf(us);
  expectForbidden(
    await call(us, "GET", keysOf(project), key),
    `API key does not have access to the requested project: ID ${project}.`,
  );
});

test("an organization restriction comes before a missing scope", async ({ us }) => {
  const key = await keyOf(us, PARTNER, ["query:read"], { scoped_organizations: [UNKNOWN_UUID] });
  const answer = await call(us, "GET", TOKENS, key);
  expect(answer.text).toContain("requested organization");
});

test("a missing scope comes before a missing membership", async ({ us }) => {
  const key = await keyOf(us, PARTNER, ["query:read"]);
  const foreign = tokensOf(await organizationOf(us, EXISTING));
  expectForbidden(await call(us, "GET", foreign, key), missingScope("organization:read"));
});

test("a missing membership comes before a missing level", async ({ us }) => {
  const foreign = tokensOf(await organizationOf(us, EXISTING));
  expectForbidden(await call(us, "POST", foreign, ADMIN, {}), NO_ACCESS);
});

test("a missing level comes before a forbidden method, an unknown object and a bad body", async ({ us }) => {
  const key = await keyOf(us, COLLEAGUE, ["*"]);
  for (const method of ["PUT", "PATCH", "DELETE"] satisfies Method[]) {
    const answer = await call(us, method, `${PROXIES}/${UNKNOWN_UUID}`, key);
    expectForbidden(answer, NOT_ADMIN);
  }
});

test("on organization routes the level comes before a recent log-in", async ({ us }) => {
  const { email } = await newColleague(us);
  expectForbidden(await call(us, "POST", TOKENS, await staleLogIn(us, email), {}), NOT_ADMIN);
});

test("on project routes a recent log-in comes before the level", async ({ us }) => {
  const { email } = await newColleague(us);
  const answer = await call(us, "POST", KEYS, await staleLogIn(us, email), {});
  expectForbidden(answer, NOT_RECENT, "sensitive_action_required_reauth");
});

test("a forbidden method comes before an unknown object", async ({ us }) => {
  const answer = await call(us, "PUT", `${PROXIES}/${UNKNOWN_UUID}`, ADMIN, {});
  expectError(answer, 405, "invalid_request", "method_not_allowed", 'Method "PUT" not allowed.');
});

test("an unknown object comes before a bad body", async ({ us }) => {
  const path = `${KEYS}/unknown`;
  const headers = { ...ADMIN, "content-type": "application/json" };
  expectMissing(await us.send(path, { method: "PATCH", headers, body: "{" }));
});

test("a bad field comes before a full list", async ({ us }) => {
  for (let n = 0; n < 2; n += 1) await newProxy(us);
  expectInvalid(
    await call(us, "POST", PROXIES, ADMIN, { domain: " " }),
    "domain",
    "blank",
    "This field may not be blank.",
  );
});
