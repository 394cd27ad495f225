import { expectAnswer, expectStatus } from "./support/answer";
import { register } from "./support/clients";
import { expect, test } from "./support/fixtures";
import { newTokens } from "./support/grants";
import { bearer, type Region } from "./support/region";

test.use({ profile: "documented" });

const create = (region: Region, token: string, fields: Record<string, unknown> = {}) =>
  region.post("provisioning/resources", fields, bearer(token));

test("a resource names its plan, analytics unless told otherwise", async ({ us, partner }) => {
  const { access, teamId } = await newTokens(us, await register(us, partner));
  expect((await create(us, access)).body).toMatchObject({ status: "complete", service_id: "analytics" });
  const read = await us.get(`provisioning/resources/${teamId}`, bearer(access));
  expect(read.body).toMatchObject({ service_id: "analytics" });
});

test("another creation changes the plan", async ({ us, partner }) => {
  const { access, teamId } = await newTokens(us, await register(us, partner));
  await create(us, access);
  expect((await create(us, access, { service_id: "free" })).body).toMatchObject({ service_id: "free" });
  const read = await us.get(`provisioning/resources/${teamId}`, bearer(access));
  expect(read.body).toMatchObject({ service_id: "free" });
});

test("a resource comes with a personal API key, a read without", async ({ us, partner }) => {
  const { access, teamId } = await newTokens(us, await register(us, partner));
  const created = await create(us, access);
  expect(created.text).toMatch(/"personal_api_key":"phx_\w+"/);
  const rotated = await us.post(`provisioning/resources/${teamId}/rotate_credentials`, {}, bearer(access));
  expect(rotated.text).toMatch(/"personal_api_key":"phx_\w+"/);
  const read = await us.get(`provisioning/resources/${teamId}`, bearer(access));
  expect(read.text).not.toContain("personal_api_key");
});

test("an unknown plan is refused, before a wrong label", async ({ us, partner }) => {
  const { access } = await newTokens(us, await register(us, partner));
  const answer = await create(us, access, { service_id: "gold", label_prefix: 5 });
  expectStatus(answer, 400, "unknown_service", "Unknown service_id: gold");
});

for (const payment_credentials of [undefined, {}, { type: "other" }, { type: "stripe_payment_token" }]) {
  test(`the paid plan wants more than ${JSON.stringify(payment_credentials)}`, async ({ us, partner }) => {
    const { access } = await newTokens(us, await register(us, partner));
    const answer = await create(us, access, { service_id: "pay_as_you_go", payment_credentials });
    const message = "Payment credentials required for paid plan";
    expectStatus(answer, 400, "requires_payment_credentials", message);
  });
}

test("the paid plan starts with a payment token", async ({ us, partner }) => {
  const { access } = await newTokens(us, await register(us, partner));
  const payment_credentials = { type: "stripe_payment_token", stripe_payment_token: "spt_1" };
  const answer = await create(us, access, { service_id: "pay_as_you_go", payment_credentials });
  expect(answer.status, answer.text).toBe(200);
  expect(answer.body).toMatchObject({ service_id: "pay_as_you_go" });
});

test("there is no limits endpoint", async ({ us }) => {
  expect((await us.post("provisioning/limits")).status).toBe(404);
});

test("an endpoint answers under its other address too", async ({ us, partner }) => {
  const client = await register(us, partner);
  const tokens = await newTokens(us, client);
  const created = await us.post("/api/provisioning/resources", {}, bearer(tokens.access));
  expect(created.status).toBe(200);
  const fields = { grant_type: "refresh_token", refresh_token: tokens.refresh };
  expect((await us.post("/api/provisioning/oauth/token", fields)).status).toBe(200);
  const request = await us.post("/api/provisioning/account_requests", { client_id: client.id });
  expectAnswer(request, 400, {
    type: "error",
    error: { code: "invalid_request", message: "email is required" },
  });
});

for (const path of ["provisioning/health", "provisioning/services"]) {
  test(`${path} wants a signature first`, async ({ us }) => {
    for (const headers of [{}, { "stripe-signature": "t=1,v1=0" }, { "API-Version": "9" }]) {
      const answer = await us.get(path, headers);
      expect(answer.status).toBe(401);
      expect(answer.body).toEqual({ error: { code: "invalid_signature", message: expect.any(String) } });
    }
  });
}

test("a signature is verified wherever it comes", async ({ us, partner }) => {
  const client = await register(us, partner);
  const { access } = await newTokens(us, client);
  const signature = { "stripe-signature": "t=1,v1=0" };
  expect((await us.post("provisioning/account_requests", { client_id: client.id }, signature)).status).toBe(
    401,
  );
  const unversioned = { ...bearer(access), ...signature, "API-Version": undefined };
  expect((await us.post("provisioning/resources", {}, unversioned)).status).toBe(401);
});

test("update_service wants a token first", async ({ us }) => {
  const answer = await us.post("provisioning/resources/1/update_service", { service_id: "free" });
  expectStatus(answer, 401, "unauthorized", "Missing bearer token");
});
