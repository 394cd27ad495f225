import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import { publish } from "./support/clients";
import { expect, test } from "./support/fixtures";
import { firstProject, logIn } from "./support/people";

// The walk through the API in PostHog's own documentation: plain requests, without helpers.
test.use({ profile: "documented" });

const VERSION = { "API-Version": "0.1d" };
const JSON_BODY = { "Content-Type": "application/json", ...VERSION };
const FORM_BODY = { "Content-Type": "application/x-www-form-urlencoded", ...VERSION };

const accountAnswer = z.discriminatedUnion("type", [
  z.object({ type: z.literal("registering"), retry_after: z.number() }),
  z.object({ type: z.literal("oauth"), oauth: z.object({ code: z.string() }) }),
  z.object({ type: z.literal("requires_auth"), requires_auth: z.object({ url: z.url() }) }),
]);
const tokenAnswer = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  token_type: z.literal("bearer"),
  expires_in: z.literal(3600),
});
const accessConfiguration = z.object({ api_key: z.string(), host: z.url(), personal_api_key: z.string() });
const resourceAnswer = z.object({
  status: z.literal("complete"),
  id: z.string(),
  complete: z.object({ access_configuration: accessConfiguration }),
});
const linkAnswer = z.object({ purpose: z.literal("dashboard"), url: z.url(), expires_at: z.string() });

function newVerifier() {
  const codeVerifier = randomBytes(32).toString("base64url");
  return { codeVerifier, codeChallenge: createHash("sha256").update(codeVerifier).digest("base64url") };
}

class Example {
  constructor(
    readonly host: string,
    readonly clientId: string,
  ) {}

  async createAccount(email: string, codeChallenge: string) {
    const response = await fetch(`${this.host}/api/agentic/provisioning/account_requests`, {
      method: "POST",
      headers: JSON_BODY,
      body: JSON.stringify({
        id: `req_${email}`,
        email,
        name: "Jane Doe",
        client_id: this.clientId,
        code_challenge: codeChallenge,
        code_challenge_method: "S256",
        scopes: ["query:read", "project:read"],
        configuration: { region: "US", organization_name: "Example Inc" },
      }),
    });
    expect([200, 202]).toContain(response.status);
    return accountAnswer.parse(await response.json());
  }

  /** The first request of all registers the app; the documentation says to try again after a few seconds. */
  async createAccountOnceRegistered(email: string, codeChallenge: string) {
    let answer = await this.createAccount(email, codeChallenge);
    await expect
      .poll(
        async () => {
          if (answer.type === "registering") answer = await this.createAccount(email, codeChallenge);
          return answer.type;
        },
        { intervals: [100, 500, 2000] },
      )
      .not.toBe("registering");
    return answer;
  }

  async requestTokens(fields: Record<string, string>) {
    const response = await fetch(`${this.host}/api/agentic/oauth/token`, {
      method: "POST",
      headers: FORM_BODY,
      body: new URLSearchParams(fields),
    });
    expect(response.status).toBe(200);
    return tokenAnswer.parse(await response.json());
  }

  async call(path: string, accessToken: string, fields: Record<string, unknown>): Promise<unknown> {
    const response = await fetch(`${this.host}/api/agentic/provisioning/${path}`, {
      method: "POST",
      headers: { ...JSON_BODY, Authorization: `Bearer ${accessToken}` },
      body: JSON.stringify(fields),
    });
    expect(response.status).toBe(200);
    return response.json();
  }
}

test("the documentation's example works: a new user, a deep link, a refresh", async ({ us, partner }) => {
  const example = new Example(us.origin, (await publish(partner)).id);
  const { codeVerifier, codeChallenge } = newVerifier();
  const account = await example.createAccountOnceRegistered("jane@example.com", codeChallenge);
  if (account.type !== "oauth") throw new Error(`A new user should not need ${account.type}.`);
  const tokens = await example.requestTokens({
    grant_type: "authorization_code",
    code: account.oauth.code,
    code_verifier: codeVerifier,
  });
  const project = await example.call("resources", tokens.access_token, {
    service_id: "analytics",
    label_prefix: "Example",
    configuration: { project_name: "Example project" },
  });
  const { id, complete } = resourceAnswer.parse(project);
  expect(complete.access_configuration.api_key).toMatch(/^phc_/);
  expect(complete.access_configuration.host).toBe(us.origin);
  expect(complete.access_configuration.personal_api_key).toMatch(/^phx_/);

  const next = await example.requestTokens({
    grant_type: "refresh_token",
    refresh_token: tokens.refresh_token,
  });
  const link = linkAnswer.parse(
    await example.call("deep_links", next.access_token, { purpose: "dashboard" }),
  );
  expect(new URL(link.url).searchParams.get("team_id")).toBe(id);

  const rotated = await example.call(`resources/${id}/rotate_credentials`, next.access_token, {});
  const { access_configuration } = resourceAnswer.parse(rotated).complete;
  expect(access_configuration.api_key).not.toBe(complete.access_configuration.api_key);
});

test("the documentation's example works: an existing user comes back with a code", async ({
  us,
  partner,
}) => {
  const email = "existing@example.com";
  const example = new Example(us.origin, (await publish(partner)).id);
  const { codeVerifier, codeChallenge } = newVerifier();
  const account = await example.createAccountOnceRegistered(email, codeChallenge);
  if (account.type !== "requires_auth") throw new Error(`An existing user should not get ${account.type}.`);
  const browser = await logIn(us, email);
  const consentPage = await fetch(account.requires_auth.url, { headers: browser, redirect: "manual" });
  expect(consentPage.status).toBe(302);
  const state = new URL(account.requires_auth.url).searchParams.get("state");
  const approval = await us.post(
    "authorize/confirm/",
    { state, team_id: await firstProject(us, email) },
    browser,
  );
  const { redirect_url } = z.object({ redirect_url: z.url() }).parse(approval.body);
  const code = new URL(redirect_url).searchParams.get("code") ?? "";
  const grant = { grant_type: "authorization_code", code, code_verifier: codeVerifier };
  const tokens = await example.requestTokens(grant);
  const { id } = resourceAnswer.parse(await example.call("resources", tokens.access_token, {}));
  const link = linkAnswer.parse(await example.call("deep_links", tokens.access_token, {}));
  const opened = await fetch(link.url, { redirect: "manual" });
  expect(opened.headers.get("location")).toBe(`/project/${id}`);
});
