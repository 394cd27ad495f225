import { readText } from "./support/answer";
import { register } from "./support/clients";
import { expect, PROFILES, test } from "./support/fixtures";
import { newTokens } from "./support/grants";
import {
  ADMIN,
  call,
  expectForbidden,
  expectUnauthenticated,
  KEYS,
  keyOf,
  newSecretKey,
  newToken,
  PARTNER,
  PROXIES,
  session,
  TOKENS,
} from "./support/management";
import { changeUser, deleteUser, findUser } from "./support/people";
import { bearer } from "./support/region";

const KEY = "phx_sandbox_partner_admin";
const WRONG = "Personal API key found in request Authorization header is invalid.";

for (const path of [TOKENS, PROXIES, KEYS]) {
  test(`no one reads ${path} without a credential`, async ({ us }) => {
    const answer = await call(us, "GET", path, {});
    expectUnauthenticated(answer, "not_authenticated", "Authentication credentials were not provided.");
  });

  test(`${path} takes a personal API key in a header`, async ({ us }) => {
    expect((await call(us, "GET", path)).status).toBe(200);
  });

  test(`${path} takes a personal API key in the query`, async ({ us }) => {
    expect((await call(us, "GET", `${path}?personal_api_key=${KEY}`, {})).status).toBe(200);
  });

  test(`${path} takes a browser session`, async ({ us }) => {
    expect((await call(us, "GET", path, await session(us))).status).toBe(200);
  });
}

test("a personal API key in the body makes a token", async ({ us }) => {
  const fields = { personal_api_key: KEY, label: "Body", cimd_url: "https://a.example/c.json" };
  expect((await call(us, "POST", TOKENS, {}, fields)).status).toBe(201);
});

test("a personal API key in a form makes a proxy record", async ({ us }) => {
  const fields: [string, string][] = [
    ["personal_api_key", KEY],
    ["domain", "form.example"],
  ];
  expect((await us.form(PROXIES, fields)).status).toBe(201);
});

test("a wrong personal API key is refused by the place it was found in", async ({ us }) => {
  const inBody = await call(us, "POST", TOKENS, {}, { personal_api_key: "phx_wrong" });
  expectUnauthenticated(
    inBody,
    "authentication_failed",
    "Personal API key found in request body is invalid.",
  );
  const inQuery = await call(us, "GET", `${TOKENS}?personal_api_key=phx_wrong`, {});
  expectUnauthenticated(
    inQuery,
    "authentication_failed",
    "Personal API key found in request query string is invalid.",
  );
});

test("a wrong header is not made good by a right query", async ({ us }) => {
  const answer = await call(us, "GET", `${TOKENS}?personal_api_key=${KEY}`, bearer("phx_wrong"));
  expectUnauthenticated(answer, "authentication_failed", WRONG);
});

test("keys of other kinds manage nothing", async ({ us }) => {
  const { value: secretKey } = await newSecretKey(us);
  const { value: verificationToken } = await newToken(us);
  for (const value of [secretKey, verificationToken, "phc_anything", "phr_anything", "anything"]) {
    for (const path of [TOKENS, PROXIES, KEYS]) {
      expectUnauthenticated(await call(us, "GET", path, bearer(value)), "authentication_failed", WRONG);
    }
  }
});

test("the key of a deactivated person is invalid", async ({ us }) => {
  await changeUser(us, PARTNER, { is_active: false });
  expectUnauthenticated(await call(us, "GET", TOKENS), "authentication_failed", WRONG);
});

test("an access token that no one issued is refused", async ({ us }) => {
  const answer = await call(us, "GET", TOKENS, bearer("pha_unknown"));
  expectUnauthenticated(answer, "authentication_failed", "Invalid access token.");
});

test("an expired access token is refused", async ({ us, partner }) => {
  const { access, teamId } = await newTokens(us, await register(us, partner));
  await us.advance(3601);
  const answer = await call(us, "GET", `/api/projects/${teamId}/project_secret_api_keys`, bearer(access));
  expectUnauthenticated(answer, "authentication_failed", "Access token has expired.");
});

test("an access token does not outlive the person it is for", async ({ us, partner }) => {
  const client = await register(us, partner);
  const { access, teamId } = await newTokens(us, client, "gone@burrow.example");
  const path = `/api/projects/${teamId}/project_secret_api_keys`;
  await changeUser(us, "gone@burrow.example", { is_active: false });
  const disabled = await call(us, "GET", path, bearer(access));
  expectUnauthenticated(disabled, "authentication_failed", "User associated with access token is disabled.");
  await deleteUser(us, "gone@burrow.example");
  const gone = await call(us, "GET", path, bearer(access));
  expectUnauthenticated(gone, "authentication_failed", "User associated with access token not found.");
});

test("a session that sends no CSRF token changes nothing", async ({ us }) => {
  const { cookie } = await session(us);
  const fields = { domain: "csrf.example" };
  expectForbidden(await call(us, "POST", PROXIES, { cookie }, fields), "CSRF Failed: CSRF token missing.");
  const wrong = { cookie, "x-csrftoken": "wrong" };
  expectForbidden(await call(us, "POST", PROXIES, wrong, fields), "CSRF Failed: CSRF token incorrect.");
  expect((await call(us, "GET", PROXIES, { cookie })).body).toMatchObject({ results: [] });
});

test("a session that sends its CSRF token makes a key", async ({ us }) => {
  const fields = { label: "From the browser", scopes: ["endpoint:read"] };
  expect((await call(us, "POST", KEYS, await session(us), fields)).status).toBe(201);
});

test("an unknown project token under a reserved name is refused, a known one does nothing", async ({
  us,
}) => {
  const unknown = await call(us, "GET", `${KEYS}?token=phc_nobody`);
  expectUnauthenticated(unknown, "authentication_failed", "Incorrect authentication credentials.");
  const { id } = await findUser(us, PARTNER);
  expect(id).toBeDefined();
  expect((await call(us, "GET", `${KEYS}?limit=1`)).status).toBe(200);
});

for (const profile of PROFILES) {
  test.describe(`in profile ${profile}`, () => {
    test.use({ profile });

    test("a 401 says how to authenticate", async ({ us }) => {
      const challenge = (await call(us, "GET", TOKENS, {})).headers.get("www-authenticate");
      const metadata = `${us.origin}/.well-known/oauth-protected-resource`;
      expect(challenge).toBe(profile === "current" ? `Bearer resource_metadata="${metadata}"` : "Bearer");
    });

    test("a key without scopes may do everything or nothing", async ({ us }) => {
      const key = await keyOf(us, PARTNER, []);
      const answer = await call(us, "GET", TOKENS, key);
      if (profile === "documented") expect(answer.status).toBe(200);
      else expectForbidden(answer, "API key missing required scope 'organization:read'");
    });
  });
}

test("a credential of one region is unknown in the other", async ({ us, eu }) => {
  const key = await keyOf(us, PARTNER, ["*"]);
  expect((await call(us, "GET", TOKENS, key)).status).toBe(200);
  expectUnauthenticated(await call(eu, "GET", TOKENS, key), "authentication_failed", WRONG);
});

test("each region keeps its own records", async ({ us, eu }) => {
  const made = await call(us, "POST", PROXIES, ADMIN, { domain: "both.example" });
  expect(readText(made.body, "target_cname")).toMatch(/^[0-9a-f]{20}\.cf-prod-us-proxy\.proxyhog\.com\.$/);
  const twin = await call(eu, "POST", PROXIES, ADMIN, { domain: "both.example" });
  expect(readText(twin.body, "target_cname")).toMatch(/^[0-9a-f]{20}\.cf-prod-eu-proxy\.europehog\.com\.$/);
});
