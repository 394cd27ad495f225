import { expectAnswer, expectOAuth } from "./support/answer";
import { type Client, type Fields, register } from "./support/clients";
import { expect, PROFILES, test } from "./support/fixtures";
import { post, revoke } from "./support/general-server";
import { newTokens, refresh, refreshed } from "./support/grants";
import { bearer, type Region } from "./support/region";

const isLive = async (region: Region, access: string) =>
  (await region.post("provisioning/resources", {}, bearer(access))).status === 200;

const canRefresh = async (region: Region, client: Client, token: string) =>
  (await refresh(region, client, token)).status === 200;

for (const profile of PROFILES) {
  test.describe(`in profile ${profile}`, () => {
    test.use({ profile });
    const isConfidential = profile === "current";

    test("a revoked access token ends alone", async ({ us, partner }) => {
      const client = await register(us, partner, { isConfidential });
      const tokens = await newTokens(us, client);
      const answer = await revoke(us, client, tokens.access);
      expect({ status: answer.status, text: answer.text }).toEqual({ status: 200, text: "" });
      expect(await isLive(us, tokens.access)).toBe(false);
      expect(await canRefresh(us, client, tokens.refresh)).toBe(true);
    });

    test("a revoked refresh token takes its access token along", async ({ us, partner }) => {
      const client = await register(us, partner, { isConfidential });
      const tokens = await newTokens(us, client);
      expect((await revoke(us, client, tokens.refresh)).status).toBe(200);
      expect(await canRefresh(us, client, tokens.refresh)).toBe(false);
      expect(await isLive(us, tokens.access)).toBe(false);
    });

    test("an old refresh token does not take the new pair along", async ({ us, partner }) => {
      const client = await register(us, partner, { isConfidential });
      const tokens = await newTokens(us, client);
      const next = await refreshed(us, client, tokens);
      expect((await revoke(us, client, tokens.refresh)).status).toBe(200);
      expect(await isLive(us, next.access)).toBe(true);
      expect(await canRefresh(us, client, next.refresh)).toBe(true);
    });

    for (const token of ["pha_unknown", "phr_unknown", "x"]) {
      test(`the unknown token ${token} is answered like any other`, async ({ us, partner }) => {
        const client = await register(us, partner, { isConfidential });
        const answer = await revoke(us, client, token);
        expect({ status: answer.status, text: answer.text }).toEqual({ status: 200, text: "" });
      });
    }

    for (const token_type_hint of ["access_token", "refresh_token", "something"]) {
      test(`the hint ${token_type_hint} may be right or wrong`, async ({ us, partner }) => {
        const client = await register(us, partner, { isConfidential });
        const { access } = await newTokens(us, client);
        expect((await revoke(us, client, access, { token_type_hint })).status).toBe(200);
        expect(await isLive(us, access)).toBe(false);
      });
    }

    test("another client's tokens survive", async ({ us, partner }) => {
      const client = await register(us, partner, { isConfidential });
      const tokens = await newTokens(us, client);
      const stranger = await register(us, partner, { isConfidential });
      await revoke(us, stranger, tokens.access);
      await revoke(us, stranger, tokens.refresh);
      expect(await isLive(us, tokens.access)).toBe(true);
      expect(await canRefresh(us, client, tokens.refresh)).toBe(true);
    });

    for (const [words, fields] of [
      ["no client", {}],
      ["an unknown client", { client_id: "unknown" }],
      ["an unknown metadata URL", { client_id: "https://unknown.example/client.json" }],
    ] satisfies [string, Fields][]) {
      test(`a request of ${words} is refused, and the token kept`, async ({ us, partner }) => {
        const { access } = await newTokens(us, await register(us, partner, { isConfidential }));
        const answer = await post(us, "/oauth/revoke/", { token: access, ...fields });
        expectOAuth(answer, 401, "invalid_client", expect.any(String));
        expect(await isLive(us, access)).toBe(true);
      });
    }

    test("a token has to be named", async ({ us, partner }) => {
      const client = await register(us, partner, { isConfidential });
      expectOAuth(await revoke(us, client, ""), 400, "invalid_request", expect.any(String));
    });

    test("the address works without its last slash", async ({ us, partner }) => {
      const client = await register(us, partner, { isConfidential });
      const { access } = await newTokens(us, client);
      const fields = { token: access, ...(await client.proof(us)) };
      expect((await post(us, "/oauth/revoke", fields)).status).toBe(200);
      expect(await isLive(us, access)).toBe(false);
    });

    test("a partner switched off can still revoke", async ({ us, partner }) => {
      const client = await register(us, partner, { isConfidential });
      const tokens = await newTokens(us, client);
      await us.setClient(client.id, { active: false });
      expect((await revoke(us, client, tokens.refresh)).status).toBe(200);
      await us.setClient(client.id, { active: true });
      expect(await canRefresh(us, client, tokens.refresh)).toBe(false);
    });

    test("revoking is a POST", async ({ us }) => {
      expect((await us.get("/oauth/revoke/")).status).toBe(405);
    });
  });
}

test("a confidential client has to prove itself, and the token is kept until it does", async ({
  us,
  partner,
}) => {
  const client = await register(us, partner, { isConfidential: true });
  const { access } = await newTokens(us, client);
  const wrong = await client.assertion(us, { claims: { aud: "https://elsewhere.example" } });
  for (const proof of [{ client_id: client.id }, { client_id: client.id, client_secret: "x" }, wrong]) {
    const answer = await post(us, "/oauth/revoke/", { token: access, ...proof });
    expectOAuth(answer, 401, "invalid_client", expect.any(String));
  }
  expect(await isLive(us, access)).toBe(true);
  expect((await revoke(us, client, access)).status).toBe(200);
  expect(await isLive(us, access)).toBe(false);
});

test("an assertion alone says who the client is, and works once", async ({ us, partner }) => {
  const client = await register(us, partner, { isConfidential: true });
  const proof = await client.assertion(us);
  expectAnswer(await post(us, "/oauth/revoke/", { token: "x", ...proof }), 200, undefined);
  const again = await post(us, "/oauth/revoke/", { token: "x", ...proof });
  expectOAuth(again, 401, "invalid_client", "Client assertion has already been used");
});

test("a public client has no secret to send", async ({ us, partner }) => {
  const client = await register(us, partner);
  const answer = await revoke(us, client, "x", { client_secret: "guess" });
  expectOAuth(answer, 401, "invalid_client", expect.any(String));
});
