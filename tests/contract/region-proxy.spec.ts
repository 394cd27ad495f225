import { expectAnswer, expectOAuth, expectStatus, expectTyped } from "./support/answer";
import { register } from "./support/clients";
import { expect, test } from "./support/fixtures";
import { exchange, newEmail, newTokens, newUserCode, postAccountRequest, refresh } from "./support/grants";
import { findUsers } from "./support/people";
import { bearer } from "./support/region";

const ACCOUNTS = "/api/agentic/provisioning/account_requests";
const TOKEN = "/api/agentic/oauth/token";
const INVALID = "Invalid access token";

for (const region of ["EU", "eu", "Eu"]) {
  test(`an account for region ${region} is made in the EU, wherever one asks`, async ({
    us,
    eu,
    partner,
  }) => {
    const client = await register(eu, partner);
    const email = newEmail();
    const answer = await postAccountRequest(us, client, { email, configuration: { region } });
    expect(answer.status, answer.text).toBe(200);
    expect(await findUsers(us, email)).toEqual([]);
    expect(await findUsers(eu, email)).toHaveLength(1);
  });
}

test("without a region the account is made in the US, also when the EU is asked", async ({
  us,
  eu,
  partner,
}) => {
  const client = await register(us, partner);
  const email = newEmail();
  expect((await postAccountRequest(eu, client, { email, configuration: undefined })).status).toBe(200);
  expect(await findUsers(us, email)).toHaveLength(1);
  expect(await findUsers(eu, email)).toEqual([]);
});

test("any other region is whatever the other region is", async ({ us, eu, partner }) => {
  const client = await register(eu, partner);
  const email = newEmail();
  const fields = { email, configuration: { region: "FR" } };
  expect((await postAccountRequest(us, client, fields)).status).toBe(200);
  expect(await findUsers(eu, email)).toHaveLength(1);
});

test("the client has to be registered where the request ends", async ({ us, partner }) => {
  const client = await register(us, partner);
  const answer = await postAccountRequest(us, client, { configuration: { region: "EU" } });
  expect(answer.status).toBe(401);
});

test("an assertion has to name the region where the request ends", async ({ us, eu, partner }) => {
  const client = await register([us, eu], partner, { isConfidential: true });
  const configuration = { region: "EU" };
  const wrong = await postAccountRequest(us, client, { configuration, ...(await client.assertion(us)) });
  expectTyped(wrong, 401, "unauthorized", "Client assertion is invalid");
  const right = await postAccountRequest(us, client, { configuration, ...(await client.assertion(eu)) });
  expect(right.status, right.text).toBe(200);
});

test("a request marked as forwarded stays where it is", async ({ us, eu, partner }) => {
  const client = await register(eu, partner);
  const fields = { email: newEmail(), client_id: client.id, code_challenge: "c".repeat(43) };
  const answer = await eu.post("provisioning/account_requests", fields, { "X-PostHog-Proxied": "1" });
  expect(answer.status).toBe(200);
  expect(await us.countRequests("POST", ACCOUNTS)).toBe(0);
});

test("a code is redeemed from the other region", async ({ us, eu, partner }) => {
  const client = await register(eu, partner);
  const answer = await exchange(us, client, await newUserCode(eu, client));
  expect(answer.status, answer.text).toBe(200);
  expect(await eu.countRequests("POST", TOKEN)).toBe(1);
});

test("a refresh token is refreshed from the other region", async ({ us, eu, partner }) => {
  const client = await register(eu, partner);
  const { refresh: token } = await newTokens(eu, client);
  expect((await refresh(us, client, token)).status).toBe(200);
});

test("an access token works from the other region, and leads to its own", async ({ us, eu, partner }) => {
  const client = await register(eu, partner);
  const { access, teamId } = await newTokens(eu, client);
  const created = await us.post("provisioning/resources", {}, bearer(access));
  expect(created.body).toMatchObject({ complete: { access_configuration: { host: eu.origin } } });
  expect((await us.get(`provisioning/resources/${teamId}`, bearer(access))).status).toBe(200);
  expect((await us.post("provisioning/limits", {}, bearer(access))).status).toBe(200);
});

test("a deep link asked for in the other region opens in its own", async ({ us, eu, partner }) => {
  const client = await register(eu, partner, { isConfidential: true });
  const { access } = await newTokens(eu, client);
  const answer = await us.post("provisioning/deep_links", {}, bearer(access));
  expect(answer.body).toMatchObject({ url: expect.stringContaining(`${eu.origin}/agentic/login?token=`) });
});

test("what no one knows is refused in the words of the region that was asked", async ({ us, eu }) => {
  const code = await us.post("oauth/token", { grant_type: "authorization_code", code: "unknown" });
  expectOAuth(code, 400, "invalid_grant", "Invalid or expired authorization code");
  const token = await us.post("oauth/token", { grant_type: "refresh_token", refresh_token: "phr_unknown" });
  expectOAuth(token, 400, "invalid_grant", "Invalid or revoked refresh token");
  expectStatus(await us.post("provisioning/deep_links", {}, bearer("pha_x")), 401, "unauthorized", INVALID);
  expect(await eu.countRequests("POST", TOKEN)).toBe(2);
});

test("an empty code or token is not forwarded", async ({ us, eu }) => {
  await us.post("oauth/token", { grant_type: "authorization_code", code: "" });
  await us.post("oauth/token", { grant_type: "refresh_token", refresh_token: "" });
  await us.post("provisioning/resources", {}, { authorization: "Bearer " });
  expect(await eu.countRequests("POST", TOKEN)).toBe(0);
  expect(await eu.countRequests("POST", "/api/agentic/provisioning/resources")).toBe(0);
});

test("a link's token is not looked for elsewhere", async ({ us, eu }) => {
  await us.get("/agentic/login?token=unknown");
  expect(await eu.countRequests("GET", "/agentic/login")).toBe(0);
});

test("what is forwarded keeps its caller's name and loses its version", async ({ us, eu, partner }) => {
  const client = await register(eu, partner);
  const { access } = await newTokens(eu, client);
  await us.post(
    "provisioning/resources",
    {},
    { ...bearer(access), "user-agent": "Burrow/1.0", "x-extra": "1" },
  );
  const { requests } = Object(await eu.control("GET", "requests?since=0"));
  const { request_headers } = requests.at(-1);
  expect(request_headers).toMatchObject({ "user-agent": "Burrow/1.0" });
  expect(request_headers["api-version"]).toBeUndefined();
  expect(request_headers["x-extra"]).toBeUndefined();
});

test("a forwarded answer comes back without its numbers", async ({ us, eu, partner }) => {
  const client = await register(eu, partner);
  const { access } = await newTokens(eu, client);
  const near = await eu.post("provisioning/resources", {}, bearer(access));
  const far = await us.post("provisioning/resources", {}, bearer(access));
  expect(far.body).toEqual(near.body);
  expect(near.headers.get("ratelimit-limit")).not.toBeNull();
  expect(far.headers.get("ratelimit-limit")).toBeNull();
  expect(far.headers.get("content-type")).toContain("application/json");
});

test("another region that cannot be reached fails an account request", async ({ us, eu, partner }) => {
  const client = await register(eu, partner);
  await eu.control("POST", "faults", { method: "POST", path: ACCOUNTS, kind: "reset", times: null });
  const answer = await postAccountRequest(us, client, { configuration: { region: "EU" } });
  expectAnswer(answer, 502, {
    error: { code: "proxy_failed", message: "Failed to route to correct region" },
  });
});

test("another region that cannot be reached leaves everything else to the one asked", async ({
  us,
  eu,
  partner,
}) => {
  const client = await register(eu, partner);
  const grant = await newUserCode(eu, client);
  const tokens = await newTokens(eu, client);
  await eu.control("POST", "faults", { method: "POST", path: "/api/agentic", kind: "reset", times: null });
  const answer = await us.post("provisioning/resources", {}, bearer(tokens.access));
  expectStatus(answer, 401, "unauthorized", INVALID);
  expectOAuth(
    await exchange(us, client, grant),
    400,
    "invalid_grant",
    "Invalid or expired authorization code",
  );
  const refreshed = await refresh(us, client, tokens.refresh);
  expectOAuth(refreshed, 400, "invalid_grant", "Invalid or revoked refresh token");
});

test("another region's answer that is no JSON is named as such", async ({ us, eu, partner }) => {
  const client = await register(eu, partner);
  await eu.control("POST", "faults", { method: "POST", path: ACCOUNTS, kind: "html", times: null });
  const answer = await postAccountRequest(us, client, { configuration: { region: "EU" } });
  expectAnswer(answer, 200, { error: "Invalid response from alternate region" });
});

test("the three hundred and first request of a minute is not forwarded", async ({ us }) => {
  await us.freeze();
  const fields = { grant_type: "authorization_code", code: "unknown" };
  const answers = await Promise.all(Array.from({ length: 300 }, () => us.post("oauth/token", fields)));
  expect(answers.filter(({ status }) => status === 429)).toEqual([]);
  const message = "Too many cross-region requests. Try again later.";
  expectOAuth(await us.post("oauth/token", fields), 429, "rate_limited", message);
  const resource = await us.post("provisioning/resources", {}, bearer("pha_unknown"));
  expectStatus(resource, 429, "rate_limited", message);
});
