import { header, readText } from "./support/answer";
import { type Client, type Fields, postRegistration, publish, register } from "./support/clients";
import { expect, test } from "./support/fixtures";
import { newTokens, postAccountRequest } from "./support/grants";
import { findUser } from "./support/people";
import { bearer, type Region } from "./support/region";

const OPERATOR = bearer("phx_sandbox_partner_admin");

async function tokensPath(region: Region): Promise<string> {
  const { organizations } = await findUser(region, "partner@example.com");
  return `/api/organizations/${organizations[0]?.id}/cimd_verification_tokens`;
}

/** Issues a token, as an admin of the partner's organization does in its settings. */
async function issueToken(region: Region, cimdUrl: string) {
  const fields = { label: "Contract", cimd_url: cimdUrl };
  const answer = await region.post(await tokensPath(region), fields, OPERATOR);
  expect(answer.status, answer.text).toBe(201);
  return { id: readText(answer.body, "id"), value: readText(answer.body, "value") };
}

async function revokeToken(region: Region, id: string): Promise<void> {
  const path = `${await tokensPath(region)}/${id}`;
  const answer = await region.send(path, { method: "DELETE", headers: OPERATOR });
  expect(answer.status, answer.text).toBe(204);
}

/** An attested client has twice the budget of others: if public, ten account requests at once instead of five. */
async function isAttested(region: Region, client: Client): Promise<boolean> {
  const answer = await postAccountRequest(region, client, { code_challenge: "short" });
  return header(answer, "ratelimit-limit") === (client.signer ? 50 : 10);
}

type Publication = (token: string) => Fields;

const nested: Publication = (token) => ({ "com.posthog": { provisioning: true, verification_token: token } });
const legacy: Publication = (token) => ({ posthog_verification_token: token });

const places: [string, Publication, boolean][] = [
  ["inside com.posthog", nested, true],
  ["at the top level", legacy, true],
  [
    "at the top level beside a nested one no one knows",
    (token) => ({ ...nested("phvt_unknown"), ...legacy(token) }),
    true,
  ],
  [
    "at the top level beside a nested number",
    (token) => ({ "com.posthog": { provisioning: true, verification_token: 5 }, ...legacy(token) }),
    true,
  ],
  ["somewhere else", (token) => ({ verification_token: token }), false],
  ["with a letter missing", (token) => nested(token.slice(0, -1)), false],
];

for (const [where, publication, isLinked] of places) {
  test(`a token published ${where} ${isLinked ? "attests" : "does not attest"} the client`, async ({
    us,
    partner,
  }) => {
    const client = await publish(partner);
    const { value } = await issueToken(us, client.id);
    partner.serve(client.path, { body: { ...client.document, ...publication(value) } });
    await postRegistration(us, client);
    expect(await isAttested(us, client)).toBe(isLinked);
  });
}

test("a token attests only the URL it was issued for", async ({ us, partner }) => {
  const [rightful, copycat] = [await publish(partner), await publish(partner)];
  const { value } = await issueToken(us, rightful.id);
  partner.serve(copycat.path, { body: { ...copycat.document, ...nested(value) } });
  await postRegistration(us, copycat);
  expect(await isAttested(us, copycat)).toBe(false);
});

test("a nested token of another URL hides the legacy one", async ({ us, partner }) => {
  const client = await publish(partner);
  const [other, own] = [await issueToken(us, `${client.id}.other`), await issueToken(us, client.id)];
  partner.serve(client.path, { body: { ...client.document, ...nested(other.value), ...legacy(own.value) } });
  await postRegistration(us, client);
  expect(await isAttested(us, client)).toBe(false);
});

test("a token issued for the same URL in other letters attests", async ({ us, partner }) => {
  const client = await publish(partner);
  const { value } = await issueToken(us, `${client.id.replace("localhost", "LOCALHOST")}/`);
  partner.serve(client.path, { body: { ...client.document, ...nested(value) } });
  await postRegistration(us, client);
  expect(await isAttested(us, client)).toBe(true);
});

test("a revoked token stops attesting at the next fetch", async ({ us, partner }) => {
  const client = await publish(partner);
  const { id, value } = await issueToken(us, client.id);
  partner.serve(client.path, { body: { ...client.document, ...nested(value) } });
  await postRegistration(us, client);
  expect(await isAttested(us, client)).toBe(true);
  await revokeToken(us, id);
  await postRegistration(us, client);
  expect(await isAttested(us, client)).toBe(false);
});

test("a token taken out of the document stops attesting", async ({ us, partner }) => {
  const client = await publish(partner);
  const { value } = await issueToken(us, client.id);
  partner.serve(client.path, { body: { ...client.document, ...nested(value) } });
  await postRegistration(us, client);
  partner.serve(client.path, { body: client.document });
  await postRegistration(us, client);
  expect(await isAttested(us, client)).toBe(false);
});

for (const [isConfidential, tier, perHour, burst] of [
  [false, "public_attested", 20, 10],
  [true, "jwks_attested", 100, 50],
] as const) {
  test(`an attested client is of tier ${tier}`, async ({ us, partner }) => {
    await us.freeze();
    const client = await publish(partner, { isConfidential });
    const { value } = await issueToken(us, client.id);
    partner.serve(client.path, { body: { ...client.document, ...nested(value) } });
    await postRegistration(us, client);
    const { access } = await newTokens(us, client);
    const answer = await us.post("provisioning/limits", {}, bearer(access));
    expect(answer.body).toMatchObject({
      tier,
      tier_basis: { attested: true },
      endpoints: { account_requests: { per_hour: perHour, burst } },
    });
  });
}

test("attesting alone opens no deep links to a public client", async ({ us, partner }) => {
  const client = await publish(partner);
  const { value } = await issueToken(us, client.id);
  partner.serve(client.path, { body: { ...client.document, ...nested(value) } });
  await postRegistration(us, client);
  await us.setClient(client.id, { can_issue_deep_links: true });
  const { access } = await newTokens(us, client);
  expect((await us.post("provisioning/deep_links", {}, bearer(access))).status).toBe(403);
});

test.describe("in profile documented", () => {
  test.use({ profile: "documented" });

  test("an attested client has a hundred account requests an hour", async ({ us, partner }) => {
    await us.freeze();
    const { value } = await issueToken(us, "");
    const client = await register(us, partner, { document: legacy(value) });
    const statuses = new Set<number>();
    for (let n = 0; n < 100; n += 1) {
      statuses.add((await postAccountRequest(us, client, { code_challenge: "short" })).status);
    }
    expect(statuses).toEqual(new Set([400]));
    expect((await postAccountRequest(us, client)).status).toBe(429);
  });
});
