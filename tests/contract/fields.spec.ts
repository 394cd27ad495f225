import { expectAnswer, expectGeneric, expectStatus, expectTyped, readText } from "./support/answer";
import { register } from "./support/clients";
import { expect, test } from "./support/fixtures";
import { newEmail, newTokens, newUserCode, postAccountRequest } from "./support/grants";
import { findUsers } from "./support/people";
import { newPkce } from "./support/proof";
import { bearer } from "./support/region";

const wrongFields: [Record<string, unknown>, string][] = [
  [{ email: true }, "email: Not a valid string."],
  [{ email: {} }, "email: Not a valid string."],
  [{ email: ["a@b.example"] }, "email: Not a valid string."],
  [{ id: false }, "id: Not a valid string."],
  [{ name: { first: "Ada" } }, "name: Not a valid string."],
  [{ code_challenge: [] }, "code_challenge: Not a valid string."],
  [{ scopes: "query:read" }, 'scopes: Expected a list of items but got type "str".'],
  [{ scopes: ["query:read", {}] }, "scopes: 1: Not a valid string."],
  [{ scopes: [true] }, "scopes: 0: Not a valid string."],
];

for (const [fields, message] of wrongFields) {
  test(`${JSON.stringify(fields)} is refused by name`, async ({ us, partner }) => {
    const client = await register(us, partner);
    expectTyped(await postAccountRequest(us, client, fields), 400, "invalid_request", message);
  });
}

test("a NUL character is refused", async ({ us, partner }) => {
  const client = await register(us, partner);
  const answer = await postAccountRequest(us, client, { name: "A\u0000da" });
  expectTyped(answer, 400, "invalid_request", expect.stringMatching(/^name: ./));
});

test("a number becomes text", async ({ us, partner }) => {
  const client = await register(us, partner);
  expect((await postAccountRequest(us, client, { id: 42 })).body).toMatchObject({ id: "42" });
});

test("white space around a text is dropped", async ({ us, partner }) => {
  const client = await register(us, partner);
  const email = newEmail();
  await newUserCode(us, client, `  ${email}\n`);
  expect(await findUsers(us, email)).toHaveLength(1);
});

test("null counts as left out", async ({ us, partner }) => {
  const client = await register(us, partner);
  const nothing = { name: null, scopes: null, expires_at: null, code_challenge_method: null };
  expect((await postAccountRequest(us, client, nothing)).status).toBe(200);
});

test("unknown fields are not looked at", async ({ us, partner }) => {
  const client = await register(us, partner);
  const extra = { object: "account_request", orchestrator: { type: "burrow" }, confirmation_secret: 1 };
  expect((await postAccountRequest(us, client, extra)).status).toBe(200);
});

test("a form is as good as JSON, a repeated key a list", async ({ us, partner }) => {
  const client = await register(us, partner);
  const answer = await us.form("provisioning/account_requests", [
    ["id", "form"],
    ["email", "existing@example.com"],
    ["client_id", client.id],
    ["code_challenge", newPkce().challenge],
    ["scopes", "query:read"],
    ["scopes", "person:read"],
  ]);
  expect(answer.status, answer.text).toBe(200);
  const url = new URL(readText(answer.body, "requires_auth", "url"));
  expect(url.searchParams.get("scope")).toBe("query:read person:read");
});

test("multipart is as good as JSON", async ({ us, partner }) => {
  const client = await register(us, partner);
  const body = new FormData();
  for (const [name, value] of Object.entries({
    email: newEmail(),
    client_id: client.id,
    code_challenge: newPkce().challenge,
  })) {
    body.set(name, value);
  }
  const answer = await us.send("provisioning/account_requests", { method: "POST", body });
  expect(answer.status, answer.text).toBe(200);
});

test("inside a form, a value of any shape has to be JSON", async ({ us, partner }) => {
  const client = await register(us, partner, { isConfidential: true });
  await us.setClient(client.id, { can_issue_deep_links: true });
  const { access } = await newTokens(us, client);
  const bare = await us.form("provisioning/deep_links", [["path", "/insights"]], bearer(access));
  expectStatus(bare, 400, "invalid_request", "path: Value must be valid JSON.");
  const quoted = await us.form("provisioning/deep_links", [["path", '"/insights"']], bearer(access));
  expect(quoted.status, quoted.text).toBe(200);
});

test("the token endpoint reads JSON and forms alike", async ({ us }) => {
  const expected = { error: "unsupported_grant_type", error_description: "Unsupported grant_type: password" };
  expectAnswer(await us.post("oauth/token", { grant_type: "password" }), 400, expected);
  expectAnswer(await us.form("oauth/token", [["grant_type", "password"]]), 400, expected);
});

const endpoints = [
  "provisioning/client_registration",
  "provisioning/account_requests",
  "provisioning/limits",
  "provisioning/resources",
  "provisioning/resources/1/rotate_credentials",
  "provisioning/resources/1/remove",
  "provisioning/deep_links",
  "oauth/token",
];

for (const path of endpoints) {
  test(`${path} is not for DELETE`, async ({ us }) => {
    const answer = await us.send(path, { method: "DELETE" });
    expectAnswer(answer, 405, {
      type: "invalid_request",
      code: "method_not_allowed",
      detail: 'Method "DELETE" not allowed.',
      attr: null,
    });
  });
}

for (const path of ["provisioning/client_registration", "provisioning/account_requests", "oauth/token"]) {
  const send = (type: string, body: string) => ({ method: "POST", headers: { "content-type": type }, body });

  test(`${path} answers broken JSON in the framework's words`, async ({ us }) => {
    expectGeneric(await us.send(path, send("application/json", '{"email": ')), 400, "parse_error");
  });

  test(`${path} answers a strange content type in the framework's words`, async ({ us }) => {
    expectGeneric(await us.send(path, send("text/plain", "hello")), 415, "unsupported_media_type");
  });
}

for (const path of [
  "provisioning/health",
  "provisioning/services",
  "provisioning/register",
  "oauth/revoke",
  "nothing",
]) {
  test(`there is no ${path} in profile current`, async ({ us }) => {
    expect((await us.get(path)).status).toBe(404);
    expect((await us.post(path)).status).toBe(404);
  });
}
