import { expectAnswer, expectGeneric, expectTyped, read } from "./support/answer";
import { postRegistration, publish, register } from "./support/clients";
import { expect, test } from "./support/fixtures";
import { postAccountRequest } from "./support/grants";
import { ASSERTION_TYPE, Signer, sharedSigner } from "./support/proof";

const OPT_IN_MISSING =
  'This client is not enabled for agentic provisioning. Add "com.posthog": {"provisioning": true} to your client metadata document, then register again.';

test("a public client is registered and told all is well", async ({ us, partner }) => {
  const client = await publish(partner);
  expectAnswer(await postRegistration(us, client), 200, {
    client_id: client.id,
    registered: true,
    client_type: "public",
    token_endpoint_auth_method: "none",
    jwks_uri: null,
    scopes: [],
    provisioning: { active: true, can_create_accounts: true, can_provision_resources: true },
    capabilities: { account_requests: true, github_grants: false, wizard_runs: false },
    checks: [
      { name: "metadata_document", ok: true, detail: "Fetched and validated" },
      { name: "provisioning_enabled", ok: true, detail: "Active" },
      {
        name: "jwks",
        ok: true,
        detail:
          "No jwks_uri, so this client authenticates with PKCE only and cannot use the GitHub grant endpoints",
      },
    ],
  });
});

test("a client with keys becomes confidential in the same call", async ({ us, partner }) => {
  const client = await publish(partner, { isConfidential: true });
  const { kid } = await sharedSigner();
  const answer = await postRegistration(us, client);
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({
    registered: true,
    client_type: "confidential",
    token_endpoint_auth_method: "private_key_jwt",
    jwks_uri: partner.url(client.jwksPath),
  });
  expect(read(answer.body, "checks", 2)).toEqual({
    name: "jwks",
    ok: true,
    detail: `1 key(s) served: ${kid}`,
  });
});

test("every served key is named, a nameless one as such", async ({ us, partner }) => {
  const [first, second] = await Promise.all([
    Signer.create("ES256", "first"),
    Signer.create("ES256", "second"),
  ]);
  const client = await publish(partner, { signers: [first] });
  const { kid: _, ...nameless } = second.publicJwk;
  partner.serve(client.jwksPath, { body: { keys: [first.publicJwk, second.publicJwk, nameless] } });
  const answer = await postRegistration(us, client);
  expect(read(answer.body, "checks", 2, "detail")).toBe("3 key(s) served: first, second, (no kid)");
});

test("unreachable keys are a failed check of a registered client", async ({ us, partner }) => {
  const client = await publish(partner, { isConfidential: true });
  partner.serve(client.jwksPath, { status: 500 });
  const answer = await postRegistration(us, client);
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({ registered: true, client_type: "confidential" });
  expect(read(answer.body, "checks", 2)).toEqual({
    name: "jwks",
    ok: false,
    detail: "Client keys could not be retrieved",
  });
});

test("an assertion is verified, and its jti spent", async ({ us, partner }) => {
  const client = await register(us, partner, { isConfidential: true });
  const proof = await client.assertion(us);
  const check = async () => read((await postRegistration(us, client, proof)).body, "checks", 3);
  expect(await check()).toEqual({
    name: "client_assertion",
    ok: true,
    detail: "Verified, and its jti is now consumed",
  });
  expect(await check()).toEqual({
    name: "client_assertion",
    ok: false,
    detail: "Client assertion has already been used",
  });
});

test("an assertion can be checked in the very call that registers", async ({ us, partner }) => {
  const client = await publish(partner, { isConfidential: true });
  const answer = await postRegistration(us, client, await client.assertion(us));
  expect(read(answer.body, "checks", 3)).toMatchObject({ name: "client_assertion", ok: true });
});

test("an assertion by a stranger's key fails its check, not the registration", async ({ us, partner }) => {
  const client = await register(us, partner, { isConfidential: true });
  const stranger = await Signer.create("ES256", (await sharedSigner()).kid);
  const assertion = await stranger.sign(client.id, us.origin, Math.floor((await us.now()) / 1000));
  const fields = { client_assertion: assertion, client_assertion_type: ASSERTION_TYPE };
  const answer = await postRegistration(us, client, fields);
  expect(answer.status).toBe(200);
  expect(read(answer.body, "checks", 3)).toMatchObject({ ok: false, detail: "Client assertion is invalid" });
});

test("keys are fetched anew on every registration", async ({ us, partner }) => {
  const client = await register(us, partner, { isConfidential: true });
  await postRegistration(us, client);
  expect(partner.visits(client.jwksPath)).toHaveLength(2);
});

test("the document is fetched anew on every registration", async ({ us, partner }) => {
  const client = await register(us, partner);
  await postRegistration(us, client);
  expect(partner.visits(client.path)).toHaveLength(2);
});

test("an id that is no metadata URL is looked up, not fetched", async ({ us }) => {
  const answer = await us.post("provisioning/client_registration", { client_id: "some-opaque-id" });
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({
    type: "error",
    error: { code: "registration_failed", message: "No client is registered with this client_id" },
    client_id: "some-opaque-id",
    registered: false,
  });
  expect(read(answer.body, "checks", 0)).toEqual({
    name: "client_exists",
    ok: false,
    detail: "No client is registered with this client_id",
  });
});

for (const provisioning of [undefined, false, "true", 1, {}, [true], null]) {
  const words = provisioning === undefined ? "nothing" : JSON.stringify(provisioning);
  test(`a document that opts in with ${words} is not promoted`, async ({ us, partner }) => {
    const client = await publish(partner, { extension: { provisioning } });
    const answer = await postRegistration(us, client);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      error: { code: "registration_failed", message: OPT_IN_MISSING },
      registered: false,
    });
    expect(read(answer.body, "checks", 1)).toEqual({
      name: "provisioning_enabled",
      ok: false,
      detail: OPT_IN_MISSING,
    });
  });
}

test("neither keys nor assertion are checked for a client that is no partner", async ({ us, partner }) => {
  const client = await publish(partner, { isConfidential: true, extension: { provisioning: false } });
  const answer = await postRegistration(us, client, await client.assertion(us));
  expect(JSON.stringify(answer.body)).not.toMatch(/"(jwks|client_assertion)"/);
  expect(partner.visits(client.jwksPath)).toHaveLength(0);
});

test("an unreadable document of a newcomer says so for both checks", async ({ us, partner }) => {
  const client = await publish(partner);
  partner.serve(client.path, { status: 404 });
  const answer = await postRegistration(us, client);
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({
    error: { code: "registration_failed", message: "Metadata document endpoint returned HTTP 404" },
    client_id: client.id,
    registered: false,
    checks: [
      { name: "metadata_document", ok: false, detail: "Metadata document endpoint returned HTTP 404" },
    ],
  });
});

test("an opted-out client whose document is then unreadable is told about both", async ({ us, partner }) => {
  const client = await publish(partner, { extension: { provisioning: false } });
  await postRegistration(us, client);
  partner.serve(client.path, { status: 500 });
  const answer = await postRegistration(us, client);
  expect(read(answer.body, "checks", 1)).toEqual({
    name: "provisioning_enabled",
    ok: false,
    detail:
      "This client is not registered for agentic provisioning, and its metadata document could not be read to check for the opt-in. Fix the error in the metadata_document check, then register again.",
  });
});

test("registration belongs to one region", async ({ us, eu, partner }) => {
  const client = await register(us, partner);
  const fields = { configuration: { region: "EU" } };
  expect((await postAccountRequest(eu, client, fields)).status).toBe(401);
});

test("registration is never forwarded to another region", async ({ us, eu, partner }) => {
  await register(us, partner);
  expect(await eu.countRequests("POST", "/api/agentic/provisioning/client_registration")).toBe(0);
});

const refusals = [
  [{}, "client_id: This field is required."],
  [{ client_id: "" }, "client_id: This field may not be blank."],
  [
    { client_id: "opaque", client_assertion: "a.b.c", client_assertion_type: "wrong" },
    `client_assertion_type must be ${ASSERTION_TYPE}`,
  ],
  [{ client_id: "opaque", client_assertion: "a.b.c" }, `client_assertion_type must be ${ASSERTION_TYPE}`],
] as const;

for (const [fields, message] of refusals) {
  test(`registering with ${JSON.stringify(fields)} is an invalid request`, async ({ us }) => {
    expectTyped(await us.post("provisioning/client_registration", fields), 400, "invalid_request", message);
  });
}

test("a wrong assertion type is reported before the document is fetched", async ({ us, partner }) => {
  const client = await publish(partner);
  const answer = await postRegistration(us, client, {
    client_assertion: "a.b.c",
    client_assertion_type: "wrong",
  });
  expect(answer.status).toBe(400);
  expect(partner.visits(client.path)).toHaveLength(0);
});

test("registration is a POST", async ({ us }) => {
  expectGeneric(await us.get("provisioning/client_registration"), 405, "method_not_allowed");
});

test.describe("in profile documented", () => {
  test.use({ profile: "documented" });

  test("there is no registration endpoint", async ({ us, partner }) => {
    const client = await publish(partner);
    expect((await postRegistration(us, client)).status).toBe(404);
    expect(partner.visits(client.path)).toHaveLength(0);
  });
});
