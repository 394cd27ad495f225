import { expectAnswer, expectOAuth, expectTyped, header } from "./support/answer";
import { type Client, register } from "./support/clients";
import { expect, PROFILES, test } from "./support/fixtures";
import { exchange, type Grant, newEmail, newUserCode, redeem } from "./support/grants";
import { consent, deleteUser, findUser, projectIds } from "./support/people";
import type { Region } from "./support/region";

const UNKNOWN = ["invalid_grant", "Invalid or expired authorization code"] as const;

/** Whether the code can still be exchanged for tokens. */
async function isKept(region: Region, client: Client, grant: Grant): Promise<boolean> {
  return (await exchange(region, client, grant)).status === 200;
}

for (const profile of PROFILES) {
  test.describe(`in profile ${profile}`, () => {
    test.use({ profile });

    test("a code becomes tokens, and the account is named", async ({ us, partner }) => {
      const client = await register(us, partner);
      const email = newEmail();
      const answer = await exchange(us, client, await newUserCode(us, client, email));
      const [organization] = (await findUser(us, email)).organizations;
      const [project] = organization?.projects ?? [];
      expectAnswer(answer, 200, {
        token_type: "bearer",
        access_token: expect.stringMatching(/^pha_\w{20,}$/),
        refresh_token: expect.stringMatching(/^phr_\w{20,}$/),
        expires_in: 3600,
        account: {
          id: organization?.id,
          payment_credentials: "orchestrator",
          available_teams: [
            {
              id: project?.id,
              name: project?.name,
              organization_id: organization?.id,
              organization_name: organization?.name,
            },
          ],
        },
      });
    });

    test("a code is good for one exchange", async ({ us, partner }) => {
      const client = await register(us, partner);
      const grant = await newUserCode(us, client);
      expect((await exchange(us, client, grant)).status).toBe(200);
      expectOAuth(await exchange(us, client, grant), 400, ...UNKNOWN);
    });

    test("two exchanges at once make one pair of tokens", async ({ us, partner }) => {
      const client = await register(us, partner);
      const grant = await newUserCode(us, client);
      const answers = await Promise.all([1, 2, 3].map(() => exchange(us, client, grant)));
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400, 400]);
    });

    test("a code lives for five minutes", async ({ us, partner }) => {
      await us.freeze();
      const client = await register(us, partner);
      const [first, second] = [await newUserCode(us, client), await newUserCode(us, client)];
      await us.advance(299);
      expect((await exchange(us, client, first)).status).toBe(200);
      await us.advance(2);
      expectOAuth(await exchange(us, client, second), 400, ...UNKNOWN);
    });

    test("a code whose verifier was left out is kept", async ({ us, partner }) => {
      const client = await register(us, partner);
      const grant = await newUserCode(us, client);
      const answer = await exchange(us, client, grant, { code_verifier: undefined });
      expectOAuth(answer, 401, "invalid_request", "code_verifier is required for PKCE");
      expect(await isKept(us, client, grant)).toBe(true);
    });

    test("a code whose verifier was wrong is kept", async ({ us, partner }) => {
      const client = await register(us, partner);
      const grant = await newUserCode(us, client);
      const answer = await exchange(us, client, grant, { code_verifier: "w".repeat(43) });
      expectOAuth(answer, 400, "invalid_grant", "PKCE code_verifier does not match");
      expect(await isKept(us, client, grant)).toBe(true);
    });
  });
}

for (const type of ["password", "client_credentials", "", undefined]) {
  test(`the grant type ${JSON.stringify(type)} is refused, and the code kept`, async ({ us, partner }) => {
    const client = await register(us, partner);
    const grant = await newUserCode(us, client);
    const answer = await exchange(us, client, grant, { grant_type: type });
    expectOAuth(answer, 400, "unsupported_grant_type", `Unsupported grant_type: ${type ?? ""}`);
    expect(await isKept(us, client, grant)).toBe(true);
  });
}

for (const code of ["", undefined, null]) {
  test(`the code ${JSON.stringify(code)} is asked for`, async ({ us }) => {
    const answer = await us.post("oauth/token", { grant_type: "authorization_code", code });
    expectOAuth(answer, 400, "invalid_request", "code is required");
  });
}

test("an unknown code is reported before a missing verifier", async ({ us }) => {
  const answer = await us.post("oauth/token", { grant_type: "authorization_code", code: "unknown" });
  expectOAuth(answer, 400, ...UNKNOWN);
});

test("a code made without a challenge can never be redeemed", async ({ us, partner }) => {
  const client = await register(us, partner);
  const grant = await newUserCode(us, client, newEmail(), { code_challenge: undefined });
  for (const code_verifier of [grant.verifier, undefined]) {
    expectOAuth(
      await exchange(us, client, grant, { code_verifier }),
      401,
      "invalid_request",
      "Authentication required",
    );
  }
});

test("a public client's id and redirect URI are not looked at", async ({ us, partner }) => {
  const client = await register(us, partner);
  const grant = await newUserCode(us, client);
  const strange = { client_id: "somebody", redirect_uri: "https://elsewhere.example/" };
  expect((await exchange(us, client, grant, strange)).status).toBe(200);
});

test("over budget the answer is a typed 429, and the code lost", async ({ us, partner }) => {
  await us.freeze();
  const client = await register(us, partner);
  await us.setClient(client.id, { rate_limits: { token_exchanges: 1 } });
  const [first, second] = [await newUserCode(us, client), await newUserCode(us, client)];
  expect((await exchange(us, client, first)).status).toBe(200);
  const refused = await exchange(us, client, second);
  expectTyped(refused, 429, "rate_limited", expect.stringMatching(/^Rate limit exceeded for this partner/));
  expect(header(refused, "retry-after")).toBe(3600);
  await us.setClient(client.id, { rate_limits: { token_exchanges: -1 } });
  expectOAuth(await exchange(us, client, second), 400, ...UNKNOWN);
});

test("a wrong verifier is reported before a used-up budget, and charges nothing", async ({ us, partner }) => {
  await us.freeze();
  const client = await register(us, partner);
  await us.setClient(client.id, { rate_limits: { token_exchanges: 1 } });
  const grant = await newUserCode(us, client);
  for (let n = 0; n < 3; n += 1) {
    const answer = await exchange(us, client, grant, { code_verifier: "w".repeat(43) });
    expectOAuth(answer, 400, "invalid_grant", "PKCE code_verifier does not match");
    expect(header(answer, "ratelimit-limit")).toBeNull();
  }
  expect(await isKept(us, client, grant)).toBe(true);
});

interface Loss {
  name: string;
  prepare: (region: Region, client: Client) => Promise<Grant>;
  error: string;
  description: string;
}

const losses: Loss[] = [
  {
    name: "a user who is gone",
    prepare: async (region, client) => {
      const email = newEmail();
      const grant = await newUserCode(region, client, email);
      await deleteUser(region, email);
      return grant;
    },
    error: "invalid_grant",
    description: "User not found",
  },
  {
    name: "sessions revoked since",
    prepare: async (region, client) => {
      const grant = await newUserCode(region, client);
      await region.advance(1);
      await region.control("POST", "clients/revoke_sessions", { client_id: client.id });
      return grant;
    },
    error: "invalid_grant",
    description: "Application sessions were revoked; re-authorize.",
  },
  {
    name: "scopes beyond the ceiling",
    prepare: (region, client) => newUserCode(region, client, newEmail(), { scopes: ["person:read"] }),
    error: "invalid_scope",
    description: "Requested scopes exceed the application's allowed scopes",
  },
  {
    name: "the scope *",
    prepare: (region, client) => newUserCode(region, client, newEmail(), { scopes: ["*"] }),
    error: "invalid_scope",
    description: "Requested scopes exceed the application's allowed scopes",
  },
];

for (const { name, prepare, error, description } of losses) {
  test(`${name} is reported, and the code lost`, async ({ us, partner }) => {
    const client = await register(us, partner, { extension: { scopes: ["query:read", "project:read"] } });
    const grant = await prepare(us, client);
    expectOAuth(await exchange(us, client, grant), 400, error, description);
    expectOAuth(await exchange(us, client, grant), 400, ...UNKNOWN);
  });
}

test("codes given out after a revocation work", async ({ us, partner }) => {
  const client = await register(us, partner);
  await us.control("POST", "clients/revoke_sessions", { client_id: client.id });
  await us.advance(1);
  expect((await exchange(us, client, await newUserCode(us, client))).status).toBe(200);
});

test("the read half of a scope to write may be asked for", async ({ us, partner }) => {
  const client = await register(us, partner, { extension: { scopes: ["ticket:write"] } });
  const grant = await newUserCode(us, client, newEmail(), { scopes: ["ticket:read"] });
  expect((await exchange(us, client, grant)).status).toBe(200);
});

test("the account lists every project the user can see", async ({ us, partner }) => {
  const client = await register(us, partner);
  const all = await projectIds(us, "existing@example.com");
  const answer = await exchange(us, client, await consent(us, client, { teamId: all[1] }));
  expect(answer.body).toMatchObject({ account: { available_teams: all.map((id) => ({ id })) } });
});

test("a project the partner made before belongs to later tokens too", async ({ us, partner }) => {
  const client = await register(us, partner);
  const [first] = await projectIds(us, "existing@example.com");
  const tokens = await redeem(us, client, await consent(us, client, { teamId: first }));
  const headers = { authorization: `Bearer ${tokens.access}` };
  const made = await us.post("provisioning/resources", { project_id: "site-1" }, headers);
  const { id } = Object(made.body);
  const later = await redeem(us, client, await consent(us, client, { teamId: first }));
  const found = await us.get(`provisioning/resources/${id}`, { authorization: `Bearer ${later.access}` });
  expect(found.status, found.text).toBe(200);
});
