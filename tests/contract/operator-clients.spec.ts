import { expectAnswer, expectOAuth, expectTyped, read } from "./support/answer";
import { expect, PROFILES, test } from "./support/fixtures";
import { introspect, revoke } from "./support/general-server";
import { exchange, newTokens, newUserCode, postAccountRequest, refresh } from "./support/grants";
import { makeClient, OPERATOR_TYPES, OperatorClient } from "./support/operator-clients";
import { consentRedirect, EXISTING, firstProject, postConfirm, requestConsent } from "./support/people";
import { bearer } from "./support/region";

for (const profile of PROFILES) {
  test.describe(`in profile ${profile}`, () => {
    test.use({ profile });

    for (const type of OPERATOR_TYPES) {
      test(`a client of type ${type} goes the whole way without a document`, async ({ us }) => {
        const client = await makeClient(us, { type });
        const tokens = await newTokens(us, client);
        expect((await us.post("provisioning/resources", {}, bearer(tokens.access))).status).toBe(200);
        expect((await refresh(us, client, tokens.refresh)).status).toBe(200);
      });

      test(`a client of type ${type} gets the callback it was made with`, async ({ us }) => {
        const redirect_uris = ["https://a.example/first", "https://a.example/second"];
        const client = await makeClient(us, { type, redirect_uris });
        expect(await consentRedirect(us, client)).toMatch(
          /^https:\/\/a\.example\/first\?code=[\w-]{43}&state=/,
        );
      });

      test(`deep links of a client of type ${type} are as the profile grants them`, async ({ us }) => {
        const client = await makeClient(us, { type });
        const { access } = await newTokens(us, client);
        const isGranted = profile === "documented" || type !== "public";
        const answer = await us.post("provisioning/deep_links", {}, bearer(access));
        expect(answer.status).toBe(isGranted ? 200 : 403);
        const { clients } = Object(await us.control("GET", "clients"));
        expect(clients).toContainEqual(
          expect.objectContaining({ client_id: client.id, can_issue_deep_links: isGranted }),
        );
      });
    }

    test("the answer describes the client, with its secret this once", async ({ us }) => {
      const fields = { name: "Warren", type: "client_secret_post", redirect_uris: ["https://a.example/cb"] };
      const answer = await us.tryControl("POST", "clients", { client_id: "warren", ...fields });
      expect(answer.status).toBe(201);
      expect(answer.body).toMatchObject({
        client_id: "warren",
        name: "Warren",
        redirect_uris: ["https://a.example/cb"],
        scopes: [],
        active: true,
        can_create_accounts: true,
        can_provision_resources: true,
        client_secret: expect.stringMatching(/^\S{20,}$/),
      });
      expect(JSON.stringify(await us.control("GET", "clients"))).not.toContain('client_secret"');
    });

    test("a public client has no secret, and an id of its own when none is named", async ({ us }) => {
      const [first, second] = [await makeClient(us), await makeClient(us)];
      expect(first.secret).toBeUndefined();
      expect(first.id).toMatch(/^\w{20,}$/);
      expect(second.id).not.toBe(first.id);
    });

    test("a consent for a client without a callback is refused, and stays open", async ({ us }) => {
      const client = await makeClient(us, { redirect_uris: [] });
      const { state } = await requestConsent(us, client);
      const fields = { state, team_id: await firstProject(us, EXISTING) };
      for (let n = 0; n < 2; n += 1) {
        expectAnswer(await postConfirm(us, EXISTING, fields), 400, { error: "missing_callback" });
      }
    });

    test("an id that is taken is refused", async ({ us, eu }) => {
      await makeClient(us, { client_id: "warren" });
      const fields = {
        client_id: "warren",
        name: "Other",
        type: "public",
        redirect_uris: ["https://a.example/"],
      };
      const answer = await us.tryControl("POST", "clients", fields);
      expect(answer.status).toBe(409);
      expect(answer.body).toEqual({ error: expect.any(String) });
      expect((await eu.tryControl("POST", "clients", fields)).status).toBe(201);
    });

    for (const fields of [
      {},
      { name: "Warren", type: "public" },
      { name: "Warren", type: "private_key_jwt", redirect_uris: ["https://a.example/"] },
      { name: "", type: "public", redirect_uris: ["https://a.example/"] },
      { name: "Warren", type: "public", redirect_uris: ["https://a.example/"], surprise: true },
      {
        client_id: "https://a.example/client.json",
        name: "Warren",
        type: "public",
        redirect_uris: ["https://a.example/"],
      },
    ]) {
      test(`no client is made of ${JSON.stringify(fields).slice(0, 70)}`, async ({ us }) => {
        const answer = await us.tryControl("POST", "clients", fields);
        expect(answer.status).toBe(400);
        expect(answer.body).toEqual({ error: expect.any(String) });
      });
    }

    test("a wrong secret is refused wherever it is asked for", async ({ us }) => {
      const client = await makeClient(us, { type: "client_secret_post" });
      const wrong = new OperatorClient(client.id, client.redirectUri, "wrong");
      const message = profile === "documented" ? "Authentication failed" : "Invalid client credentials";
      expectTyped(await postAccountRequest(us, wrong), 401, "unauthorized", message);
      const grant = await newUserCode(us, client);
      expectOAuth(await exchange(us, wrong, grant), 401, "invalid_client", "Invalid client credentials");
      expectOAuth(await revoke(us, wrong, "x"), 401, "invalid_client", "Invalid client credentials");
      expect((await exchange(us, client, grant)).status).toBe(200);
    });

    test("a client known by its id alone has to prove itself", async ({ us }) => {
      const { id, redirectUri } = await makeClient(us, { type: "client_secret_post" });
      const bare = new OperatorClient(id, redirectUri, undefined);
      const message = profile === "documented" ? "Authentication failed" : "This client must authenticate";
      expectTyped(await postAccountRequest(us, bare), 401, "unauthorized", message);
    });

    test("a token's introspection gives the client's id as it is", async ({ us }) => {
      const client = await makeClient(us, { client_id: "warren", name: "Warren" });
      const { access } = await newTokens(us, client);
      expect((await introspect(us, access)).body).toMatchObject({
        client_id: "warren",
        client_name: "Warren",
      });
    });

    test("what an operator said before is applied", async ({ us }) => {
      await us.setClient("warren", { can_create_accounts: false, rate_limits: { account_requests: 7 } });
      const client = await makeClient(us, { client_id: "warren" });
      const { clients } = Object(await us.control("GET", "clients"));
      expect(clients).toContainEqual(
        expect.objectContaining({ client_id: client.id, rate_limits: { account_requests: 7 } }),
      );
      expect((await postAccountRequest(us, client)).status).toBe(403);
    });
  });
}

test("a client's scopes are its ceiling", async ({ us }) => {
  const client = await makeClient(us, { scopes: ["query:read"] });
  const grant = await newUserCode(us, client, undefined, { scopes: ["person:read"] });
  expect(read((await exchange(us, client, grant)).body, "error")).toBe("invalid_scope");
});

test("a client that an operator made is known as such", async ({ us }) => {
  const { id } = await makeClient(us);
  const answer = await us.post("provisioning/client_registration", { client_id: id });
  expect(answer.body).toMatchObject({ client_id: id, registered: true, client_type: "public" });
  expect(read(answer.body, "checks", 0)).toMatchObject({ name: "client_exists", ok: true });
});
