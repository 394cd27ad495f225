import { expectAnswer, expectGeneric, expectTyped, header, read } from "./support/answer";
import { register } from "./support/clients";
import { expect, test } from "./support/fixtures";
import { newTokens } from "./support/grants";
import { changeUser } from "./support/people";
import { bearer } from "./support/region";

const full = (per_hour: number, burst: number) => ({ per_hour, burst, remaining: burst, reset: 0 });

test("a public client sees its tier and its budgets", async ({ us, partner }) => {
  await us.freeze();
  const client = await register(us, partner);
  const { access } = await newTokens(us, client);
  const answer = await us.post("provisioning/limits", {}, bearer(access));
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({
    tier: "public",
    tier_basis: { client_authentication: "none", attested: false },
    endpoints: {
      account_requests: { per_hour: 10, burst: 5, remaining: 4, reset: 360 },
      token_exchanges: { per_hour: 20, burst: 10, remaining: 9, reset: 180 },
      token_refreshes: full(120, 30),
      resource_creates: full(30, 10),
      resource_reads: full(120, 30),
      credential_rotations: full(120, 30),
      resource_removals: full(120, 30),
      deep_links: { blocked: true },
    },
  });
});

test("a confidential client sees its tier and its budgets", async ({ us, partner }) => {
  await us.freeze();
  const client = await register(us, partner, { isConfidential: true });
  const answer = await us.post("provisioning/limits", await client.proof(us));
  expect(answer.body).toMatchObject({
    tier: "jwks",
    tier_basis: { client_authentication: "private_key_jwt", attested: false },
    endpoints: {
      account_requests: full(50, 25),
      token_exchanges: full(100, 50),
      token_refreshes: full(600, 150),
      resource_creates: full(150, 50),
      resource_reads: full(600, 150),
      credential_rotations: full(600, 150),
      resource_removals: full(600, 150),
      deep_links: full(600, 150),
    },
  });
});

test("looking at the limits is itself counted", async ({ us, partner }) => {
  await us.freeze();
  const client = await register(us, partner, { isConfidential: true });
  const look = async () => us.post("provisioning/limits", await client.proof(us));
  expect(header(await look(), "ratelimit-remaining")).toBe(149);
  const second = await look();
  expect(header(second, "ratelimit-remaining")).toBe(148);
  expect(read(second.body, "endpoints", "limits_reads")).toMatchObject({ per_hour: 600, burst: 150 });
});

test("an endpoint without a limit says so", async ({ us, partner }) => {
  const client = await register(us, partner, { isConfidential: true });
  await us.setClient(client.id, { rate_limits: { account_requests: -1 } });
  const answer = await us.post("provisioning/limits", await client.proof(us));
  expect(read(answer.body, "endpoints", "account_requests")).toEqual({ unlimited: true });
});

test("an operator's own number shows", async ({ us, partner }) => {
  await us.freeze();
  const client = await register(us, partner);
  await us.setClient(client.id, { rate_limits: { token_refreshes: 60, deep_links: 20 } });
  const { access } = await newTokens(us, client);
  const answer = await us.post("provisioning/limits", {}, bearer(access));
  expect(read(answer.body, "endpoints", "token_refreshes")).toEqual(full(60, 15));
  expect(read(answer.body, "endpoints", "deep_links")).toEqual(full(20, 5));
});

test("a partner that may not provision still sees its limits", async ({ us, partner }) => {
  const client = await register(us, partner);
  const { access } = await newTokens(us, client);
  await us.setClient(client.id, { can_provision_resources: false });
  expect((await us.post("provisioning/limits", {}, bearer(access))).status).toBe(200);
});

test("an unknown token is refused in the typed envelope", async ({ us }) => {
  const answer = await us.post("provisioning/limits", {}, bearer("pha_unknown"));
  expectTyped(answer, 401, "unauthorized", "Invalid access token");
});

test("an expired token is refused", async ({ us, partner }) => {
  const { access } = await newTokens(us, await register(us, partner));
  await us.advance(3601);
  const answer = await us.post("provisioning/limits", {}, bearer(access));
  expectTyped(answer, 401, "unauthorized", "Access token expired");
});

test("a partner switched off is refused", async ({ us, partner }) => {
  const client = await register(us, partner);
  const { access } = await newTokens(us, client);
  await us.setClient(client.id, { active: false });
  const answer = await us.post("provisioning/limits", {}, bearer(access));
  expectTyped(answer, 401, "unauthorized", "Partner is deactivated");
});

test("limits is a POST", async ({ us }) => {
  expectGeneric(await us.get("provisioning/limits"), 405, "method_not_allowed");
});

test("a user's own state does not hide the partner's limits", async ({ us, partner }) => {
  const client = await register(us, partner);
  const { access, email } = await newTokens(us, client);
  await changeUser(us, email, { email_verified: true, name: "Ada" });
  const answer = await us.post("provisioning/limits", {}, bearer(access));
  expectAnswer(answer, 200, expect.objectContaining({ tier: "public" }));
});
