import * as oauth from "openid-client";
import { type Client, register } from "./support/clients";
import { expect, PROFILES, test } from "./support/fixtures";
import { newEmail, newUserCode } from "./support/grants";
import { makeClient, OPERATOR_TYPES } from "./support/operator-clients";
import { consentRedirect, requestConsent } from "./support/people";
import { sharedSigner } from "./support/proof";
import { bearer, type Region } from "./support/region";

// A library that knows nothing but the OAuth standards completes the flows.

function configure(region: Region, client: Client, authentication = oauth.None()): oauth.Configuration {
  const server = {
    issuer: region.origin,
    authorization_endpoint: region.url("authorize"),
    token_endpoint: region.url("oauth/token"),
    revocation_endpoint: region.url("/oauth/revoke/"),
  };
  const configuration = new oauth.Configuration(server, client.id, {}, authentication);
  oauth.allowInsecureRequests(configuration);
  return configuration;
}

/** Completes the flow from the callback on: an exchange, a refresh, a call with the new token, its revocation. */
async function expectGoodTokens(
  region: Region,
  configuration: oauth.Configuration,
  code: URL,
  verifier: string,
) {
  const expectedState = code.searchParams.get("state") ?? undefined;
  const checks = { pkceCodeVerifier: verifier, expectedState };
  const tokens = await oauth.authorizationCodeGrant(configuration, code, checks);
  expect(tokens.token_type).toBe("bearer");
  expect(tokens.expires_in).toBe(3600);
  const next = await oauth.refreshTokenGrant(configuration, tokens.refresh_token ?? "");
  expect(next.access_token).not.toBe(tokens.access_token);
  const resource = await region.post("provisioning/resources", {}, bearer(next.access_token));
  expect(resource.status, resource.text).toBe(200);
  await oauth.tokenRevocation(configuration, next.refresh_token ?? "");
  expect((await region.post("provisioning/resources", {}, bearer(next.access_token))).status).toBe(401);
}

for (const profile of PROFILES) {
  test.describe(`in profile ${profile}`, () => {
    test.use({ profile });

    test("openid-client exchanges a new user's code and refreshes the tokens", async ({ us, partner }) => {
      const client = await register(us, partner);
      const { code, verifier } = await newUserCode(us, client);
      const callback = new URL(client.redirectUri);
      callback.searchParams.set("code", code);
      await expectGoodTokens(us, configure(us, client), callback, verifier);
    });

    test("openid-client takes the callback of a consent as it comes", async ({ us, partner }) => {
      const client = await register(us, partner);
      const verifier = oauth.randomPKCECodeVerifier();
      const code_challenge = await oauth.calculatePKCECodeChallenge(verifier);
      const callback = new URL(await consentRedirect(us, client, { fields: { code_challenge } }));
      await expectGoodTokens(us, configure(us, client), callback, verifier);
    });

    for (const type of OPERATOR_TYPES) {
      test(`openid-client takes an opaque id of type ${type} for what it is`, async ({ us }) => {
        const client = await makeClient(us, { type });
        const { secret } = client;
        const authentication = secret === undefined ? oauth.None() : oauth.ClientSecretPost(secret);
        const verifier = oauth.randomPKCECodeVerifier();
        const code_challenge = await oauth.calculatePKCECodeChallenge(verifier);
        const callback = new URL(await consentRedirect(us, client, { fields: { code_challenge } }));
        await expectGoodTokens(us, configure(us, client, authentication), callback, verifier);
      });
    }

    test("openid-client understands a refusal", async ({ us, partner }) => {
      const configuration = configure(us, await register(us, partner));
      const refusal = oauth.refreshTokenGrant(configuration, "phr_unknown");
      await expect(refusal).rejects.toMatchObject({
        error: "invalid_grant",
        error_description: "Invalid or revoked refresh token",
        status: 400,
      });
    });
  });
}

test("openid-client proves a confidential client with private_key_jwt", async ({ us, partner }) => {
  const client = await register(us, partner, { isConfidential: true });
  const { privateKey, kid } = await sharedSigner();
  const configuration = configure(us, client, oauth.PrivateKeyJwt({ key: privateKey, kid }));
  const { code, verifier } = await newUserCode(us, client, newEmail());
  const callback = new URL(client.redirectUri);
  callback.searchParams.set("code", code);
  await expectGoodTokens(us, configuration, callback, verifier);
});

test("openid-client refuses a callback of another state", async ({ us, partner }) => {
  const client = await register(us, partner);
  const { state, verifier } = await requestConsent(us, client);
  const callback = new URL(`${client.redirectUri}?code=stolen&state=${state}x`);
  const checks = { pkceCodeVerifier: verifier, expectedState: state };
  await expect(oauth.authorizationCodeGrant(configure(us, client), callback, checks)).rejects.toThrow();
});
