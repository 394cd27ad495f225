import { expectOAuth, expectTyped, read } from "./support/answer";
import { Client } from "./support/clients";
import { expect, test } from "./support/fixtures";
import { exchange, newTokens, newUserCode, refresh } from "./support/grants";

// Only an operator can make such a client, and only the sandbox comes with one.
const ID = "sandbox-secret-client";
const SECRET = "sandbox-secret";

class SecretClient extends Client {
  override async proof() {
    return { client_id: ID, client_secret: SECRET };
  }
}

const client = new SecretClient(ID, "", "", {}, "");
const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString("base64")}`,
});

test.describe("a client with a secret", { tag: "@own-sandbox" }, () => {
  test("a client set up by hand is known as such", async ({ us }) => {
    const answer = await us.post("provisioning/client_registration", { client_id: ID });
    expect(answer.status, answer.text).toBe(200);
    expect(answer.body).toMatchObject({
      client_type: "confidential",
      token_endpoint_auth_method: "client_secret_post",
      jwks_uri: null,
    });
    expect(read(answer.body, "checks", 0)).toEqual({
      name: "client_exists",
      ok: true,
      detail: "Registered by a PostHog admin",
    });
    expect(read(answer.body, "checks", 2)).toEqual({
      name: "jwks",
      ok: true,
      detail:
        "No jwks_uri, so this client authenticates with PKCE only and cannot use the GitHub grant endpoints",
    });
  });

  for (const [words, fields, headers] of [
    ["in the body", { client_id: ID, client_secret: SECRET }, {}],
    ["as Basic", {}, basic(ID, SECRET)],
    ["as Basic, before the body", { client_id: "nobody", client_secret: "x" }, basic(ID, SECRET)],
  ] as const) {
    test(`a secret sent ${words} is accepted`, async ({ us }) => {
      const answer = await us.post("provisioning/limits", fields, headers);
      expect(answer.status, answer.text).toBe(200);
      expect(answer.body).toMatchObject({ tier: "jwks" });
    });
  }

  for (const [words, fields, headers, message] of [
    ["a wrong secret", { client_id: ID, client_secret: "wrong" }, {}, "Invalid client credentials"],
    ["a wrong secret as Basic", {}, basic(ID, "wrong"), "Invalid client credentials"],
    ["only the id", { client_id: ID }, {}, "This client must authenticate"],
    ["a blank secret", { client_id: ID, client_secret: "" }, {}, "This client must authenticate"],
  ] as const) {
    test(`${words} is refused`, async ({ us }) => {
      expectTyped(await us.post("provisioning/limits", fields, headers), 401, "unauthorized", message);
    });
  }

  test("tokens of such a client need its secret, and survive its absence", async ({ us }) => {
    const grant = await newUserCode(us, client);
    const missing = await exchange(us, client, grant, { client_secret: undefined });
    expectOAuth(missing, 401, "invalid_client", "client_id and client_secret are required");
    const wrong = await exchange(us, client, grant, { client_secret: "wrong" });
    expectOAuth(wrong, 401, "invalid_client", "Invalid client credentials");
    expect((await exchange(us, client, grant)).status).toBe(200);
  });

  test("refreshes of such a client need its secret, and survive a wrong one", async ({ us }) => {
    const tokens = await newTokens(us, client);
    const wrong = await refresh(us, client, tokens.refresh, { client_secret: "wrong" });
    expectOAuth(wrong, 401, "invalid_client", "Invalid client credentials");
    expect((await refresh(us, client, tokens.refresh)).status).toBe(200);
  });
});
