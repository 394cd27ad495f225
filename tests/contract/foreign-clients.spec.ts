import { AuthorizationCode } from "simple-oauth2";
import { z } from "zod";
import { expect, PROFILES, test } from "./support/fixtures";
import { makeClient, OPERATOR_TYPES, type OperatorClient } from "./support/operator-clients";
import { consentRedirect } from "./support/people";
import { newProject, readEventNames } from "./support/projects";
import { newPkce } from "./support/proof";
import { runPython, skipWithout } from "./support/python";
import { bearer, type Region } from "./support/region";

const isLive = async (region: Region, access: string) =>
  (await region.post("provisioning/resources", {}, bearer(access))).status === 200;

/** The callback URL of a consent, and the verifier that belongs to its code. */
async function consented(region: Region, client: OperatorClient) {
  const { challenge, verifier } = newPkce();
  const callback = await consentRedirect(region, client, { fields: { code_challenge: challenge } });
  const { searchParams } = new URL(callback);
  return { callback, verifier, code: searchParams.get("code") ?? "", state: searchParams.get("state") ?? "" };
}

const tokenShape = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  token_type: z.literal("bearer"),
});

for (const profile of PROFILES) {
  test.describe(`in profile ${profile}`, () => {
    test.use({ profile });

    test("simple-oauth2 exchanges a code, refreshes and revokes", async ({ us }) => {
      const client = await makeClient(us, { type: "client_secret_post" });
      const { code, verifier } = await consented(us, client);
      const library = new AuthorizationCode({
        client: { id: client.id, secret: client.secret ?? "" },
        auth: { tokenHost: us.origin, tokenPath: "/api/agentic/oauth/token", revokePath: "/oauth/revoke/" },
        options: { authorizationMethod: "body" },
        // The answer to a revocation has no body, and by default the library requires JSON.
        http: { json: true },
      });
      const parameters = { code, redirect_uri: client.redirectUri, code_verifier: verifier };
      const first = await library.getToken(parameters);
      const second = await first.refresh();
      const { access_token } = tokenShape.parse(second.token);
      expect(access_token).not.toBe(tokenShape.parse(first.token).access_token);
      expect(await isLive(us, access_token)).toBe(true);
      await second.revoke("refresh_token");
      expect(await isLive(us, access_token)).toBe(false);
    });

    for (const type of OPERATOR_TYPES) {
      test(`Authlib exchanges a code, refreshes and revokes, as a client of type ${type}`, async ({ us }) => {
        skipWithout("authlib, requests", "install python3-authlib and python3-requests");
        const client = await makeClient(us, { type });
        const { callback, verifier, state } = await consented(us, client);
        const given = {
          ...(await client.proof()),
          ...{ callback, verifier, state },
          token_endpoint: us.url("oauth/token"),
          revocation_endpoint: us.url("/oauth/revoke/"),
        };
        const printed: unknown = JSON.parse(await runPython("authlib_client.py", [JSON.stringify(given)]));
        const shape = z.object({ first: tokenShape, second: tokenShape, revoked: z.literal(200) });
        const { first, second } = shape.parse(printed);
        expect(second.access_token).not.toBe(first.access_token);
        expect(await isLive(us, second.access_token)).toBe(false);
      });
    }

    test("posthog-python sends an event to the project", async ({ us, partner }) => {
      skipWithout("posthog", "install PostHog's SDK for Python");
      const { id, token } = await newProject(us, partner);
      await runPython("posthog_client.py", [token, us.origin, "seeds ordered"]);
      expect(await readEventNames(us, id)).toEqual(["seeds ordered"]);
    });
  });
}
