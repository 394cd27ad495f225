import { expectTyped, read } from "./support/answer";
import { register } from "./support/clients";
import { expect, test } from "./support/fixtures";
import { postAccountRequest } from "./support/grants";
import { EXISTING, requestConsent } from "./support/people";

test("an existing user without a challenge is refused, with the id", async ({ us, partner }) => {
  for (const isConfidential of [false, true]) {
    const client = await register(us, partner, { isConfidential });
    const answer = await postAccountRequest(us, client, { email: EXISTING, code_challenge: undefined });
    const message = "code_challenge is required for public clients";
    expectTyped(answer, 400, "invalid_request", message, "req_1");
    expect(answer.text).toMatch(/^\{"id":/);
  }
});

test("scopes beyond the ceiling are refused for an existing user, with the id", async ({ us, partner }) => {
  const client = await register(us, partner, { extension: { scopes: ["query:read"] } });
  const answer = await postAccountRequest(us, client, {
    email: EXISTING,
    scopes: ["query:read", "person:read"],
  });
  const message = "One or more requested scopes exceed the application's allowed scopes";
  expectTyped(answer, 400, "invalid_scope", message, "req_1");
});

test("a missing challenge is reported before scopes beyond the ceiling", async ({ us, partner }) => {
  const client = await register(us, partner, { extension: { scopes: ["query:read"] } });
  const fields = { email: EXISTING, code_challenge: undefined, scopes: ["person:read"] };
  expect(read((await postAccountRequest(us, client, fields)).body, "error", "code")).toBe("invalid_request");
});

test("without scopes an existing user is asked for the whole ceiling, sorted", async ({ us, partner }) => {
  const client = await register(us, partner, { extension: { scopes: ["query:read", "person:read"] } });
  const { url } = await requestConsent(us, client, EXISTING, { scopes: undefined });
  expect(new URL(url).searchParams.get("scope")).toBe("person:read query:read");
});

test("empty scopes mean the whole ceiling too", async ({ us, partner }) => {
  const client = await register(us, partner, { extension: { scopes: ["query:read", "person:read"] } });
  const { url } = await requestConsent(us, client, EXISTING, { scopes: [] });
  expect(new URL(url).searchParams.get("scope")).toBe("person:read query:read");
});

test("without scopes and without a ceiling the user is asked for everything", async ({ us, partner }) => {
  const client = await register(us, partner);
  const { url } = await requestConsent(us, client, EXISTING, { scopes: undefined });
  const scopes = new URL(url).searchParams.get("scope")?.split(" ") ?? [];
  expect(scopes).toEqual(expect.arrayContaining(["insight:read", "insight:write", "feature_flag:write"]));
  expect(scopes.filter((scope) => /^(llm_gateway|wizard_session|query_performance|\*)/.test(scope))).toEqual(
    [],
  );
});
