import { expectAnswer, expectRedirect, readText } from "./support/answer";
import { register } from "./support/clients";
import { expect, PROFILES, test } from "./support/fixtures";
import { exchange, newEmail, refresh } from "./support/grants";
import {
  COLLEAGUE,
  CONFIRM,
  consent,
  consentRedirect,
  createUser,
  EXISTING,
  firstProject,
  logIn,
  postConfirm,
  projectIds,
  requestConsent,
} from "./support/people";
import type { Region } from "./support/region";

const authorize = (region: Region, state: string, headers = {}) =>
  region.get(`authorize?state=${encodeURIComponent(state)}`, headers);
const pending = (region: Region, state: string, headers = {}) =>
  region.get(`authorize/pending/?state=${encodeURIComponent(state)}`, headers);

for (const profile of PROFILES) {
  test.describe(`in profile ${profile}`, () => {
    test.use({ profile });

    test("a visitor is sent to log in first, and back afterwards", async ({ us, partner }) => {
      const { url } = await requestConsent(us, await register(us, partner));
      const answer = await us.get(url.slice(us.origin.length));
      expectRedirect(answer, /\/login/);
      const location = new URL(answer.headers.get("location") ?? "", us.origin);
      expect(location.searchParams.get("next")).toMatch(/^\/api\/agentic\/authorize\?state=/);
    });

    test("the user goes on to the consent page, and the state stays", async ({ us, partner }) => {
      const { state } = await requestConsent(us, await register(us, partner));
      const browser = await logIn(us, EXISTING);
      for (let n = 0; n < 2; n += 1) {
        const location = (await authorize(us, state, browser)).headers.get("location") ?? "";
        const url = new URL(location, us.origin);
        expect(url.origin + url.pathname).toBe(`${us.origin}/agentic/authorize`);
        expect(url.searchParams.get("state")).toBe(state);
      }
    });

    test("saying yes brings code and state to the partner, and nothing else", async ({ us, partner }) => {
      const client = await register(us, partner);
      const { state } = await requestConsent(us, client);
      const team_id = await firstProject(us, EXISTING);
      const answer = await postConfirm(us, EXISTING, { state, team_id });
      const escaped = client.redirectUri.replaceAll(".", "\\.");
      expectAnswer(answer, 200, {
        redirect_url: expect.stringMatching(new RegExp(`^${escaped}\\?code=[\\w-]{43}&state=${state}$`)),
      });
    });

    test("the consent's code becomes tokens for the project that was chosen", async ({ us, partner }) => {
      const client = await register(us, partner);
      const [, second] = await projectIds(us, EXISTING);
      const grant = await consent(us, client, { teamId: second });
      const answer = await exchange(us, client, grant);
      expect(answer.status, answer.text).toBe(200);
      const headers = { authorization: `Bearer ${readText(answer.body, "access_token")}` };
      const resource = await us.post("provisioning/resources", {}, headers);
      expect(resource.body).toMatchObject({ id: String(second) });
      expect((await refresh(us, client, readText(answer.body, "refresh_token"))).status).toBe(200);
    });

    for (const state of ["", "a b", "a/b", "a.b", "ü", "a".repeat(257)]) {
      test(`the state '${state.slice(0, 5)}' (${state.length}) is no state`, async ({ us }) => {
        const browser = await logIn(us, EXISTING);
        expectRedirect(await authorize(us, state, browser), /\?error=missing_state$/);
        expectAnswer(await pending(us, state, browser), 400, { error: "invalid_state" });
        const confirmed = await us.post(CONFIRM, { state, team_id: 1 }, browser);
        expectAnswer(confirmed, 400, { error: "state and team_id are required" });
      });
    }

    test("a state no one gave out is unknown everywhere", async ({ us }) => {
      const browser = await logIn(us, EXISTING);
      const state = "a".repeat(256);
      expectRedirect(await authorize(us, state, browser), /\?error=expired_or_invalid_state$/);
      expectAnswer(await pending(us, state, browser), 400, { error: "expired_or_invalid_state" });
      const confirmed = await us.post(CONFIRM, { state, team_id: 1 }, browser);
      expectAnswer(confirmed, 400, { error: "expired_or_invalid_state" });
    });

    test("a state lives for ten minutes", async ({ us, partner }) => {
      await us.freeze();
      const { state } = await requestConsent(us, await register(us, partner));
      const browser = await logIn(us, EXISTING);
      await us.advance(599);
      expect((await pending(us, state, browser)).status).toBe(200);
      await us.advance(2);
      expectAnswer(await pending(us, state, browser), 400, { error: "expired_or_invalid_state" });
    });

    test("a newer request for the same user replaces the older state", async ({ us, partner }) => {
      const client = await register(us, partner);
      const [older, newer] = [await requestConsent(us, client), await requestConsent(us, client)];
      const browser = await logIn(us, EXISTING);
      expectAnswer(await pending(us, older.state, browser), 400, { error: "expired_or_invalid_state" });
      expect((await pending(us, newer.state, browser)).status).toBe(200);
    });

    test("another user's request leaves a state alone", async ({ us, partner }) => {
      const client = await register(us, partner);
      const { state } = await requestConsent(us, client);
      await requestConsent(us, client, COLLEAGUE);
      expect((await pending(us, state, await logIn(us, EXISTING))).status).toBe(200);
    });

    test("another partner's request leaves a state alone", async ({ us, partner }) => {
      const { state } = await requestConsent(us, await register(us, partner));
      await requestConsent(us, await register(us, partner));
      expect((await pending(us, state, await logIn(us, EXISTING))).status).toBe(200);
    });

    test("another account cannot answer, and the state stays", async ({ us, partner }) => {
      const { state } = await requestConsent(us, await register(us, partner));
      const stranger = await logIn(us, COLLEAGUE);
      await authorize(us, state, stranger);
      expectAnswer(await pending(us, state, stranger), 403, { error: "email_mismatch" });
      const team_id = await firstProject(us, COLLEAGUE);
      const confirmed = await us.post(CONFIRM, { state, team_id }, stranger);
      expectAnswer(confirmed, 403, { error: "email_mismatch" });
      expect((await pending(us, state, await logIn(us, EXISTING))).status).toBe(200);
    });

    test("a user without an organization cannot go on", async ({ us, partner }) => {
      const { email } = await createUser(us, { email: newEmail(), organizations: [] });
      const { state } = await requestConsent(us, await register(us, partner), email);
      expectRedirect(await authorize(us, state, await logIn(us, email)), /\?error=no_organization$/);
    });

    test("a user without a project is given one", async ({ us, partner }) => {
      const organizations = [{ name: "Empty Burrow", projects: [] }];
      const { email } = await createUser(us, { email: newEmail(), organizations });
      const { state } = await requestConsent(us, await register(us, partner), email);
      expectRedirect(await authorize(us, state, await logIn(us, email)), /\/agentic\/authorize\?state=/);
      expect(await projectIds(us, email)).toHaveLength(1);
    });

    test("a partner switched off since loses the state", async ({ us, partner }) => {
      const client = await register(us, partner);
      const { state } = await requestConsent(us, client);
      await us.setClient(client.id, { active: false });
      const browser = await logIn(us, EXISTING);
      expectRedirect(await authorize(us, state, browser), /\?error=partner_deactivated$/);
      await us.setClient(client.id, { active: true });
      expectRedirect(await authorize(us, state, browser), /\?error=expired_or_invalid_state$/);
    });
  });
}

test("another account is sent to the page about the mismatch", async ({ us, partner }) => {
  const { state } = await requestConsent(us, await register(us, partner));
  const answer = await authorize(us, state, await logIn(us, COLLEAGUE));
  const url = new URL(answer.headers.get("location") ?? "", us.origin);
  expect(answer.status).toBe(302);
  expect(url.pathname).toBe("/agentic/account-mismatch");
  expect(Object.fromEntries(url.searchParams)).toEqual({
    expected_email: EXISTING,
    current_email: COLLEAGUE,
    partner_name: "Burrow",
    state,
  });
});

test("the consent page learns who asks for what", async ({ us, partner }) => {
  const { state } = await requestConsent(us, await register(us, partner));
  expectAnswer(await pending(us, state, await logIn(us, EXISTING)), 200, {
    partner_name: "Burrow",
    scopes: ["query:read", "project:read"],
    pays_for_customers: false,
    partner_organization_name: null,
  });
});

test("the partner hears back at its own address even when that has a query", async ({ us, partner }) => {
  const redirect_uris = ["https://partner.example/callback?from=posthog"];
  const client = await register(us, partner, { document: { redirect_uris } });
  expect(await consentRedirect(us, client)).toMatch(
    /^https:\/\/partner\.example\/callback\?from=posthog\?code=/,
  );
});

test.describe("in profile documented", () => {
  test.use({ profile: "documented" });

  test("the consent page learns only who asks, and for what", async ({ us, partner }) => {
    const { state } = await requestConsent(us, await register(us, partner));
    expectAnswer(await pending(us, state, await logIn(us, EXISTING)), 200, {
      partner_name: "Burrow",
      scopes: ["query:read", "project:read"],
    });
  });

  test("another account is sent to the home page", async ({ us, partner }) => {
    const { state } = await requestConsent(us, await register(us, partner));
    const answer = await authorize(us, state, await logIn(us, COLLEAGUE));
    expectRedirect(answer, new RegExp(`^${us.origin}/?\\?error=email_mismatch$`));
  });

  test("there is no page about the mismatch", async ({ us, partner }) => {
    const { state } = await requestConsent(us, await register(us, partner));
    for (const headers of [{}, { accept: "text/html" }, await logIn(us, COLLEAGUE)]) {
      expect((await us.get(`/agentic/account-mismatch?state=${state}`, headers)).status).toBe(404);
    }
  });
});
