import * as oauth from "openid-client";
import { expectOAuth, read } from "./support/answer";
import { register } from "./support/clients";
import { expect, PROFILES, test } from "./support/fixtures";
import { post } from "./support/general-server";
import { newTokens, newUserCode, refresh } from "./support/grants";

const METADATA = "/.well-known/oauth-authorization-server";

for (const profile of PROFILES) {
  test.describe(`in profile ${profile}`, () => {
    test.use({ profile });

    test("the metadata describes the general server, each region its own", async ({ us, eu }) => {
      for (const region of [us, eu]) {
        const { origin } = region;
        const answer = await region.get(METADATA);
        expect(answer.status).toBe(200);
        expect(answer.body).toEqual({
          issuer: origin,
          authorization_endpoint: `${origin}/oauth/authorize/`,
          token_endpoint: `${origin}/oauth/token/`,
          revocation_endpoint: `${origin}/oauth/revoke/`,
          introspection_endpoint: `${origin}/oauth/introspect/`,
          userinfo_endpoint: `${origin}/oauth/userinfo/`,
          jwks_uri: `${origin}/.well-known/jwks.json`,
          registration_endpoint: `${origin}/oauth/register/`,
          scopes_supported: expect.arrayContaining([
            "openid",
            "introspection",
            "query:read",
            "project:write",
          ]),
          response_types_supported: ["code"],
          response_modes_supported: ["query"],
          grant_types_supported: ["authorization_code", "refresh_token"],
          token_endpoint_auth_methods_supported: ["none", "client_secret_post"],
          code_challenge_methods_supported: ["S256"],
          service_documentation: expect.stringMatching(/^https:\/\//),
          client_id_metadata_document_supported: true,
        });
        expect(answer.text).not.toContain("/api/agentic");
      }
    });

    test("a library that discovers the server finds it by its own name", async ({ us, partner }) => {
      const { id } = await register(us, partner);
      const found = await oauth.discovery(new URL(us.origin), id, undefined, oauth.None(), {
        algorithm: "oauth2",
        execute: [oauth.allowInsecureRequests],
      });
      expect(found.serverMetadata()).toMatchObject({
        issuer: us.origin,
        token_endpoint: `${us.origin}/oauth/token/`,
      });
    });

    test("the general token endpoint knows no code of an account request", async ({ us, partner }) => {
      const client = await register(us, partner);
      const { code, verifier } = await newUserCode(us, client);
      const fields = {
        grant_type: "authorization_code",
        code,
        code_verifier: verifier,
        client_id: client.id,
      };
      for (const path of ["/oauth/token/", "/oauth/token"]) {
        expectOAuth(await post(us, path, fields), 400, "invalid_grant", expect.any(String));
      }
    });

    test("the general token endpoint is there for nothing else", async ({ us, partner }) => {
      const client = await register(us, partner);
      const tokens = await newTokens(us, client);
      const fields = { grant_type: "refresh_token", refresh_token: tokens.refresh, client_id: client.id };
      expect((await post(us, "/oauth/token/", fields)).status).toBe(404);
      expect((await refresh(us, client, tokens.refresh)).status).toBe(200);
    });

    for (const path of [
      "/oauth/authorize/",
      "/oauth/register/",
      "/oauth/userinfo/",
      "/.well-known/jwks.json",
    ]) {
      test(`${path} says that it is no part of the sandbox`, { tag: "@own-sandbox" }, async ({ us }) => {
        for (const answer of [await us.get(path), await us.post(path, {})]) {
          expect(answer.status).toBe(404);
          expect(read(answer.body, "detail")).toMatch(/^[^.]+ is not part of the sandbox\.$/);
        }
      });
    }
  });
}
