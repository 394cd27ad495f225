import { expectAnswer, expectOAuth, expectStatus, expectTyped, header, readText } from "./support/answer";
import { register } from "./support/clients";
import { expect, PROFILES, test } from "./support/fixtures";
import { newEmail, newTokens, newUserCode, redeem, refresh, refreshed } from "./support/grants";
import { bearer } from "./support/region";

const REVOKED = ["invalid_grant", "Invalid or revoked refresh token"] as const;

for (const profile of PROFILES) {
  test.describe(`in profile ${profile}`, () => {
    test.use({ profile });

    test("a refresh gives a new pair, and says nothing about the account", async ({ us, partner }) => {
      const client = await register(us, partner);
      const tokens = await newTokens(us, client);
      const answer = await refresh(us, client, tokens.refresh);
      expectAnswer(answer, 200, {
        token_type: "bearer",
        access_token: expect.stringMatching(/^pha_/),
        refresh_token: expect.stringMatching(/^phr_/),
        expires_in: 3600,
      });
      expect(readText(answer.body, "access_token")).not.toBe(tokens.access);
      expect(readText(answer.body, "refresh_token")).not.toBe(tokens.refresh);
    });

    test("the old access token ends at once", async ({ us, partner }) => {
      const client = await register(us, partner);
      const tokens = await newTokens(us, client);
      await refreshed(us, client, tokens);
      const answer = await us.post("provisioning/resources", {}, bearer(tokens.access));
      expectStatus(answer, 401, "unauthorized", "Invalid access token");
    });

    test("a refresh token works once, and replaying it harms no one", async ({ us, partner }) => {
      const client = await register(us, partner);
      const tokens = await newTokens(us, client);
      const next = await refreshed(us, client, tokens);
      for (let n = 0; n < 2; n += 1) expectOAuth(await refresh(us, client, tokens.refresh), 400, ...REVOKED);
      expect((await us.post("provisioning/resources", {}, bearer(next.access))).status).toBe(200);
      expect((await refresh(us, client, next.refresh)).status).toBe(200);
    });

    test("of two refreshes at once exactly one wins", async ({ us, partner }) => {
      const client = await register(us, partner);
      const tokens = await newTokens(us, client);
      const answers = await Promise.all([1, 2, 3].map(() => refresh(us, client, tokens.refresh)));
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400, 400]);
    });

    test("a refresh token outlives its access token by years", async ({ us, partner }) => {
      const client = await register(us, partner);
      const tokens = await newTokens(us, client);
      await us.advance(3 * 365 * 86_400);
      const next = await refreshed(us, client, tokens);
      expect((await us.post("provisioning/resources", {}, bearer(next.access))).status).toBe(200);
    });
  });
}

for (const token of ["", undefined, null]) {
  test(`the refresh token ${JSON.stringify(token)} is asked for`, async ({ us }) => {
    const answer = await us.post("oauth/token", { grant_type: "refresh_token", refresh_token: token });
    expectOAuth(answer, 400, "invalid_request", "refresh_token is required");
  });
}

for (const token of ["phr_unknown", "pha_unknown", "x"]) {
  test(`the unknown refresh token ${token} is refused`, async ({ us }) => {
    const answer = await us.post("oauth/token", { grant_type: "refresh_token", refresh_token: token });
    expectOAuth(answer, 400, ...REVOKED);
  });
}

test("an access token is no refresh token", async ({ us, partner }) => {
  const client = await register(us, partner);
  const { access } = await newTokens(us, client);
  expectOAuth(await refresh(us, client, access), 400, ...REVOKED);
});

test("a read scope that the ceiling contains only as its write scope is refused at the first refresh", async ({
  us,
  partner,
}) => {
  const client = await register(us, partner, { extension: { scopes: ["ticket:write"] } });
  const tokens = await newTokens(us, client, newEmail(), { scopes: ["ticket:read"] });
  const description = "Token scopes are no longer within the application's allowed scopes; re-authorize.";
  expectOAuth(await refresh(us, client, tokens.refresh), 400, "invalid_grant", description);
});

test("over budget the answer is a typed 429, and the refresh token kept", async ({ us, partner }) => {
  await us.freeze();
  const client = await register(us, partner);
  await us.setClient(client.id, { rate_limits: { token_refreshes: 1 } });
  const next = await refreshed(us, client, await newTokens(us, client));
  const refused = await refresh(us, client, next.refresh);
  expectTyped(refused, 429, "rate_limited", expect.stringMatching(/^Rate limit exceeded for this partner/));
  expect(header(refused, "retry-after")).toBe(3600);
  expect((await us.post("provisioning/resources", {}, bearer(next.access))).status).toBe(200);
  await us.advance(3600);
  expect((await refresh(us, client, next.refresh)).status).toBe(200);
});

test("sessions revoked since are reported, also for the replay", async ({ us, partner }) => {
  const client = await register(us, partner);
  const tokens = await newTokens(us, client);
  await us.advance(1);
  await us.control("POST", "clients/revoke_sessions", { client_id: client.id });
  for (let n = 0; n < 2; n += 1) {
    const description = "Application sessions were revoked; re-authorize.";
    expectOAuth(await refresh(us, client, tokens.refresh), 400, "invalid_grant", description);
  }
  const answer = await us.post("provisioning/resources", {}, bearer(tokens.access));
  expectStatus(answer, 401, "unauthorized", "Invalid access token");
});

test("revoked sessions are reported before a used-up budget", async ({ us, partner }) => {
  const client = await register(us, partner);
  await us.setClient(client.id, { rate_limits: { token_refreshes: 1 } });
  const tokens = await refreshed(us, client, await newTokens(us, client));
  await us.advance(1);
  await us.control("POST", "clients/revoke_sessions", { client_id: client.id });
  const answer = await refresh(us, client, tokens.refresh);
  expect(readText(answer.body, "error_description")).toMatch(/^Application sessions were revoked/);
});

test("an unknown token is reported before a used-up budget", async ({ us, partner }) => {
  const client = await register(us, partner);
  await us.setClient(client.id, { rate_limits: { token_refreshes: 1 } });
  await refreshed(us, client, await newTokens(us, client));
  expectOAuth(await refresh(us, client, "phr_unknown"), 400, ...REVOKED);
});

test("another client's revocation leaves tokens alone", async ({ us, partner }) => {
  const [mine, other] = [await register(us, partner), await register(us, partner)];
  const tokens = await newTokens(us, mine);
  await us.advance(1);
  await us.control("POST", "clients/revoke_sessions", { client_id: other.id });
  expect((await refresh(us, mine, tokens.refresh)).status).toBe(200);
});

test("tokens given out after a revocation refresh", async ({ us, partner }) => {
  const client = await register(us, partner);
  await us.control("POST", "clients/revoke_sessions", { client_id: client.id });
  await us.advance(1);
  const tokens = await redeem(us, client, await newUserCode(us, client));
  expect((await refresh(us, client, tokens.refresh)).status).toBe(200);
});
