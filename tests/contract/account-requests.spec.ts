import { expectAnswer, expectTyped, header, readText } from "./support/answer";
import { register } from "./support/clients";
import { expect, PROFILES, test } from "./support/fixtures";
import { exchange, newEmail, newTokens, newUserCode, postAccountRequest } from "./support/grants";
import { EXISTING, findUser, findUsers } from "./support/people";
import { newPkce } from "./support/proof";

const CHARSET = "code_challenge must be 43-128 characters using base64url charset";

for (const profile of PROFILES) {
  test.describe(`in profile ${profile}`, () => {
    test.use({ profile });

    test("a new user is given an account and the partner a code", async ({ us, partner }) => {
      const client = await register(us, partner);
      const email = newEmail();
      const answer = await postAccountRequest(us, client, { email, name: "Ada King Lovelace" });
      expectAnswer(answer, 200, {
        id: "req_1",
        type: "oauth",
        oauth: { code: expect.stringMatching(/^[\w-]{43}$/) },
      });
      const user = await findUser(us, email);
      expect(user).toMatchObject({ email_verified: false, is_active: true });
      expect(user.organizations).toMatchObject([{ name: `Burrow (${email})`, projects: [{}] }]);
      expect(user.name).toMatch(/^Ada/);
    });

    test("an existing user has to be asked", async ({ us, partner }) => {
      const client = await register(us, partner);
      const answer = await postAccountRequest(us, client, { email: EXISTING });
      expectAnswer(answer, 200, {
        id: "req_1",
        type: "requires_auth",
        requires_auth: { url: expect.any(String) },
      });
      const url = new URL(readText(answer.body, "requires_auth", "url"));
      expect(url.origin + url.pathname).toBe(`${us.origin}/api/agentic/authorize`);
      expect(url.searchParams.get("state")).toMatch(/^[\w-]{43}$/);
      expect(url.searchParams.get("scope")).toBe("query:read project:read");
    });

    test("the id is an echo, not a key: the same id makes another account", async ({ us, partner }) => {
      const client = await register(us, partner);
      const [first, second] = [newEmail(), newEmail()];
      const a = await postAccountRequest(us, client, { id: "same", email: first });
      const b = await postAccountRequest(us, client, { id: "same", email: second });
      expect(readText(a.body, "oauth", "code")).not.toBe(readText(b.body, "oauth", "code"));
      expect(await findUsers(us, second)).toHaveLength(1);
    });

    test("asking again for a user just created means asking the user", async ({ us, partner }) => {
      const client = await register(us, partner);
      const email = newEmail();
      await newUserCode(us, client, email);
      expect((await postAccountRequest(us, client, { email })).body).toMatchObject({ type: "requires_auth" });
    });

    test("a new user gets a welcome mail with a link to set a password", async ({ us, partner }) => {
      const client = await register(us, partner);
      const email = newEmail();
      await newUserCode(us, client, email);
      const { messages } = Object(await us.control("GET", "mail"));
      expect(messages).toContainEqual(
        expect.objectContaining({ to: email, links: [expect.stringContaining(us.origin)] }),
      );
    });

    test("an organization takes the name the partner asks for", async ({ us, partner }) => {
      const client = await register(us, partner);
      const email = newEmail();
      const configuration = { region: "US", organization_name: "Warren & Co" };
      await newUserCode(us, client, email, { configuration });
      expect((await findUser(us, email)).organizations[0]?.name).toBe("Warren & Co");
    });

    test("an account request without an e-mail is refused", async ({ us, partner }) => {
      const client = await register(us, partner);
      const answer = await postAccountRequest(us, client, { email: undefined });
      expectTyped(answer, 400, "invalid_request", "email is required");
    });

    test("a request that has expired is refused", async ({ us, partner }) => {
      const client = await register(us, partner);
      const expires_at = new Date((await us.now()) - 1000).toISOString();
      const answer = await postAccountRequest(us, client, { expires_at });
      expectTyped(answer, 400, "expired", "Account request has expired");
    });

    for (const challenge of [
      "a".repeat(42),
      "a".repeat(129),
      `${"a".repeat(42)}=`,
      `${"a".repeat(42)}+`,
      "é".repeat(43),
    ]) {
      test(`the challenge ${challenge.slice(38)} (${challenge.length}) is refused`, async ({
        us,
        partner,
      }) => {
        const client = await register(us, partner);
        const email = newEmail();
        const answer = await postAccountRequest(us, client, { email, code_challenge: challenge });
        expectTyped(answer, 400, "invalid_request", CHARSET);
        expect(await findUsers(us, email)).toEqual([]);
      });
    }

    for (const method of ["plain", "s256", "S512"]) {
      test(`the challenge method ${method} is refused before the challenge is looked at`, async ({
        us,
        partner,
      }) => {
        const client = await register(us, partner);
        const fields = { code_challenge: "short", code_challenge_method: method };
        const answer = await postAccountRequest(us, client, fields);
        expectTyped(answer, 400, "invalid_request", "Only S256 code_challenge_method is supported");
      });
    }
  });
}

for (const length of [43, 128]) {
  test(`a challenge of ${length} characters is accepted`, async ({ us, partner }) => {
    const client = await register(us, partner);
    expect((await postAccountRequest(us, client, { code_challenge: "a".repeat(length) })).status).toBe(200);
  });
}

test("the challenge method may be left out", async ({ us, partner }) => {
  const client = await register(us, partner);
  const grant = await newUserCode(us, client, newEmail(), { code_challenge_method: undefined });
  expect((await exchange(us, client, grant)).status).toBe(200);
});

test("a method without a challenge is not looked at", async ({ us, partner }) => {
  const client = await register(us, partner);
  const fields = { code_challenge: undefined, code_challenge_method: "plain" };
  expect((await postAccountRequest(us, client, fields)).status).toBe(200);
});

test("without an id the answer's id is empty", async ({ us, partner }) => {
  const client = await register(us, partner);
  expect((await postAccountRequest(us, client, { id: undefined })).body).toMatchObject({ id: "" });
});

for (const expires_at of ["soon", "2999-01-01T00:00:00Z", undefined]) {
  test(`an expiry of ${expires_at} refuses nothing`, async ({ us, partner }) => {
    const client = await register(us, partner);
    expect((await postAccountRequest(us, client, { expires_at })).status).toBe(200);
  });
}

for (const configuration of ["text", 5, [], null, undefined]) {
  test(`a configuration of ${JSON.stringify(configuration)} counts as none`, async ({ us, partner }) => {
    const client = await register(us, partner);
    const answer = await postAccountRequest(us, client, { configuration });
    expect(answer.status, answer.text).toBe(200);
  });
}

test("terms accepted in the future are refused", async ({ us, partner }) => {
  const client = await register(us, partner);
  const terms_accepted_at = new Date((await us.now()) + 86_400_000).toISOString();
  const message =
    "terms_accepted_at is in the future. Send the time the end user accepted PostHog's terms of service.";
  expectTyped(await postAccountRequest(us, client, { terms_accepted_at }), 400, "invalid_request", message);
});

for (const terms_accepted_at of ["2020-01-01T00:00:00Z", "2020-01-01T00:00:00", "", null]) {
  test(`terms accepted at ${JSON.stringify(terms_accepted_at)} are fine`, async ({ us, partner }) => {
    const client = await register(us, partner);
    const answer = await postAccountRequest(us, client, { terms_accepted_at });
    expect(answer.status, answer.text).toBe(200);
  });
}

test("an account exists even though its code can never be redeemed", async ({ us, partner }) => {
  const client = await register(us, partner);
  const email = newEmail();
  const grant = await newUserCode(us, client, email, { code_challenge: undefined });
  expect((await exchange(us, client, grant)).status).toBe(401);
  expect(await findUsers(us, email)).toHaveLength(1);
});

test("an account exists even though its scopes go beyond the ceiling", async ({ us, partner }) => {
  const client = await register(us, partner, { extension: { scopes: ["query:read"] } });
  const email = newEmail();
  const grant = await newUserCode(us, client, email, { scopes: ["person:read"] });
  expect(readText((await exchange(us, client, grant)).body, "error")).toBe("invalid_scope");
  expect(await findUsers(us, email)).toHaveLength(1);
});

test("two requests at once for one new user make one account", async ({ us, partner }) => {
  const client = await register(us, partner);
  const email = newEmail();
  const fields = { email, code_challenge: newPkce().challenge };
  const answers = await Promise.all([1, 2, 3].map(() => postAccountRequest(us, client, fields)));
  const types = answers.map(({ body }) => readText(body, "type")).toSorted();
  expect(types).toEqual(["oauth", "requires_auth", "requires_auth"]);
  expect(await findUsers(us, email)).toHaveLength(1);
});

test("a client may not create accounts once an operator says so", async ({ us, partner }) => {
  const client = await register(us, partner);
  await us.setClient(client.id, { can_create_accounts: false });
  const answer = await postAccountRequest(us, client);
  expectTyped(answer, 403, "forbidden", "Account creation is not enabled for this partner");
  expect(header(answer, "ratelimit-limit")).toBeNull();
});

test("a new user's tokens work at once", async ({ us, partner }) => {
  const client = await register(us, partner);
  expect((await newTokens(us, client)).access).toMatch(/^pha_/);
});
