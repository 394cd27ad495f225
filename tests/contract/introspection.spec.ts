import { expectAnswer, read } from "./support/answer";
import { register } from "./support/clients";
import { expect, PROFILES, test } from "./support/fixtures";
import { introspect, post, revoke } from "./support/general-server";
import { newTokens, refreshed } from "./support/grants";
import type { PartnerHost } from "./support/partner-host";
import type { Region } from "./support/region";

const INACTIVE = { active: false };

async function withScope(region: Region, partner: PartnerHost, scopes: string[]) {
  const client = await register(region, partner);
  return { client, ...(await newTokens(region, client, undefined, { scopes })) };
}

for (const profile of PROFILES) {
  test.describe(`in profile ${profile}`, () => {
    test.use({ profile });

    test("a token describes itself without any scope for it", async ({ us, partner }) => {
      await us.freeze();
      const { access, teamId, client } = await withScope(us, partner, ["query:read", "project:read"]);
      const answer = await introspect(us, access);
      expectAnswer(answer, 200, {
        active: true,
        token_type: "access_token",
        scope: "query:read project:read",
        scoped_teams: [teamId],
        scoped_organizations: [],
        exp: Math.floor((await us.now()) / 1000) + 3600,
        client_id: expect.stringMatching(/^[\w-]+$/),
        client_name: "Burrow",
      });
      expect(answer.text).not.toContain(client.id);
    });

    test("a client has one id of its own", async ({ us, partner }) => {
      const [first, other] = [
        await withScope(us, partner, ["query:read"]),
        await withScope(us, partner, ["query:read"]),
      ];
      const second = await newTokens(us, first.client);
      const idOf = async (token: string) => read((await introspect(us, token)).body, "client_id");
      expect(await idOf(second.access)).toBe(await idOf(first.access));
      expect(await idOf(other.access)).not.toBe(await idOf(first.access));
    });

    test("a token that has expired is inactive", async ({ us, partner }) => {
      const { access } = await withScope(us, partner, ["query:read"]);
      await us.advance(3601);
      expectAnswer(await introspect(us, access), 200, INACTIVE);
    });

    test("a token that was revoked or replaced cannot ask", async ({ us, partner }) => {
      const { client, ...tokens } = await withScope(us, partner, ["query:read", "introspection"]);
      const next = await refreshed(us, client, tokens);
      expect((await introspect(us, tokens.access)).status).toBe(403);
      await revoke(us, client, next.access);
      expect((await introspect(us, next.access)).status).toBe(403);
    });

    test("a request without a token is refused", async ({ us, partner }) => {
      const { access, client } = await withScope(us, partner, ["introspection"]);
      for (const fields of [{ token: access }, { token: access, client_id: client.id }, {}]) {
        expect((await post(us, "/oauth/introspect/", fields)).status).toBe(403);
      }
      expect((await introspect(us, access, "pha_unknown")).status).toBe(403);
    });

    test("another token is described only to the scope introspection", async ({ us, partner }) => {
      const { access } = await withScope(us, partner, ["query:read"]);
      const without = await withScope(us, partner, ["query:read"]);
      expect((await introspect(us, access, without.access)).status).toBe(403);
      expect((await introspect(us, "pha_unknown", without.access)).status).toBe(403);
      const allowed = await withScope(us, partner, ["introspection"]);
      const answer = await introspect(us, access, allowed.access);
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({ active: true, scope: "query:read" });
    });

    test("with the scope, unknown and ended tokens are inactive", async ({ us, partner }) => {
      const { access: by } = await withScope(us, partner, ["introspection"]);
      const { client, ...tokens } = await withScope(us, partner, ["query:read"]);
      const next = await refreshed(us, client, tokens);
      await revoke(us, client, next.access);
      for (const token of [tokens.access, next.access, "pha_unknown"]) {
        expectAnswer(await introspect(us, token, by), 200, INACTIVE);
      }
    });

    test("an expired token with the scope cannot ask about others", async ({ us, partner }) => {
      const { access: by } = await withScope(us, partner, ["introspection"]);
      await us.advance(3601);
      const { access } = await withScope(us, partner, ["query:read"]);
      expect((await introspect(us, access, by)).status).toBe(403);
    });
  });
}
