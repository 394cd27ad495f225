import { read } from "./support/answer";
import { postRegistration, publish, register } from "./support/clients";
import { expect, test } from "./support/fixtures";
import { postAccountRequest } from "./support/grants";

const DEACTIVATED = "Provisioning is deactivated for this client";
const BLOCKED = "Provisioning is blocked for this client. Contact PostHog support if that is unexpected.";

test("registering twice changes nothing", async ({ us, partner }) => {
  const client = await publish(partner);
  const [first, second] = [await postRegistration(us, client), await postRegistration(us, client)];
  expect(second.body).toEqual(first.body);
});

test("a partner whose document is down stays registered, with a failed check", async ({ us, partner }) => {
  const client = await register(us, partner);
  partner.serve(client.path, { status: 503 });
  const answer = await postRegistration(us, client);
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({ registered: true });
  expect(read(answer.body, "checks", 0)).toEqual({
    name: "metadata_document",
    ok: false,
    detail: "Metadata document endpoint returned HTTP 503",
  });
  expect((await postAccountRequest(us, client)).status).toBe(200);
});

test("a partner that drops the opt-in stays a partner", async ({ us, partner }) => {
  const client = await register(us, partner);
  partner.serve(client.path, { body: { ...client.document, "com.posthog": {} } });
  const answer = await postRegistration(us, client);
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({ registered: true, provisioning: { active: true } });
});

test("an operator's switch survives another registration", async ({ us, partner }) => {
  const client = await register(us, partner);
  await us.setClient(client.id, { can_create_accounts: false });
  expect((await postRegistration(us, client)).body).toMatchObject({
    registered: true,
    provisioning: { active: true, can_create_accounts: false, can_provision_resources: true },
    capabilities: { account_requests: false },
  });
});

for (const [flag, detail] of [
  [{ active: false }, DEACTIVATED],
  [{ disabled: true }, BLOCKED],
] as const) {
  test(`a client set to ${JSON.stringify(flag)} is not brought back by registering`, async ({
    us,
    partner,
  }) => {
    const client = await register(us, partner);
    await us.setClient(client.id, flag);
    const answer = await postRegistration(us, client);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      error: { code: "registration_failed", message: detail },
      registered: false,
    });
    expect(read(answer.body, "checks", 1)).toEqual({ name: "provisioning_enabled", ok: false, detail });
    expect((await postAccountRequest(us, client)).status).toBe(401);
  });
}

test("a client blocked before it ever registered is not promoted", async ({ us, partner }) => {
  const client = await publish(partner);
  await us.setClient(client.id, { disabled: true });
  const answer = await postRegistration(us, client);
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({ registered: false });
});

test("a switch set before the client registers is remembered", async ({ us, partner }) => {
  const client = await publish(partner);
  await us.setClient(client.id, { can_provision_resources: false });
  expect((await postRegistration(us, client)).body).toMatchObject({
    provisioning: { active: true, can_create_accounts: true, can_provision_resources: false },
  });
});

test("a fetch in progress is not started a second time", async ({ us, partner }) => {
  const client = await publish(partner);
  let letGo = () => {};
  const after = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  partner.serve(client.path, { body: client.document, after });
  const first = postRegistration(us, client);
  await expect.poll(() => partner.visits(client.path).length).toBe(1);
  const second = await postRegistration(us, client);
  letGo();
  expect(second.status).toBe(400);
  expect(read(second.body, "error", "message")).toBe("Registration is already in progress, retry shortly");
  expect((await first).status).toBe(200);
});

test("a client that withdraws its keys becomes public again", async ({ us, partner }) => {
  const client = await register(us, partner, { isConfidential: true });
  const { jwks_uri: _, ...rest } = client.document;
  partner.serve(client.path, { body: { ...rest, token_endpoint_auth_method: "none" } });
  expect((await postRegistration(us, client)).body).toMatchObject({ client_type: "public", jwks_uri: null });
  expect((await postAccountRequest(us, client, { client_assertion: undefined })).status).toBe(200);
});

test("a client that publishes keys may no longer go without them", async ({ us, partner }) => {
  const client = await register(us, partner);
  const confidential = {
    token_endpoint_auth_method: "private_key_jwt",
    jwks_uri: partner.url(client.jwksPath),
  };
  partner.serve(client.jwksPath, { body: { keys: [] } });
  partner.serve(client.path, { body: { ...client.document, ...confidential } });
  await postRegistration(us, client);
  const answer = await postAccountRequest(us, client);
  expect(answer.status).toBe(401);
  expect(read(answer.body, "error", "message")).toBe("This client must authenticate");
});
