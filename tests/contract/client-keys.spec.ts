import type { JWK } from "jose";
import { expectTyped, read } from "./support/answer";
import { type Client, postRegistration, publish, register } from "./support/clients";
import { expect, test } from "./support/fixtures";
import { type AssertionChanges, Signer } from "./support/proof";
import type { Region } from "./support/region";

const UNREACHABLE = "Client keys could not be retrieved";

const identify = async (region: Region, client: Client, changes?: AssertionChanges) =>
  region.post("provisioning/limits", await client.assertion(region, changes));

async function expectRefusal(answer: ReturnType<typeof identify>, message: unknown) {
  expectTyped(await answer, 401, "unauthorized", message);
}

const withoutKid: AssertionChanges = { header: { kid: undefined } };

test("keys are asked for by name", async ({ us, partner }) => {
  const client = await register(us, partner, { isConfidential: true });
  expect(partner.visits(client.jwksPath)[0]).toMatchObject({ "user-agent": "PostHog-OAuth-JWKS/1.0" });
});

test("a single key needs no name", async ({ us, partner }) => {
  const client = await register(us, partner, { isConfidential: true });
  expect((await identify(us, client, withoutKid)).status).toBe(200);
});

test("of several keys the assertion has to name one", async ({ us, partner }) => {
  const signers = [await Signer.create(), await Signer.create()];
  const client = await register(us, partner, { signers });
  const message = "Client assertion must carry a kid when the JWKS holds several keys";
  await expectRefusal(identify(us, client, withoutKid), message);
  expect((await identify(us, client)).status).toBe(200);
});

test("a key no one published is unknown", async ({ us, partner }) => {
  const client = await register(us, partner, { isConfidential: true });
  const answer = identify(us, client, { header: { kid: "nobody" } });
  await expectRefusal(answer, "Client assertion is signed by an unknown key");
});

test("keys are kept for an hour", async ({ us, partner }) => {
  await us.freeze();
  const client = await register(us, partner, { isConfidential: true });
  await us.advance(3590);
  await identify(us, client);
  expect(partner.visits(client.jwksPath)).toHaveLength(1);
  await us.advance(20);
  expect((await identify(us, client)).status).toBe(200);
  expect(partner.visits(client.jwksPath).length).toBeGreaterThan(1);
});

test("a new key is found by its name, without waiting for the hour", async ({ us, partner }) => {
  await us.freeze();
  const [old, next] = [await Signer.create(), await Signer.create()];
  const client = await register(us, partner, { signers: [old] });
  await us.advance(61);
  partner.serve(client.jwksPath, { body: { keys: [old.publicJwk, next.publicJwk] } });
  const rotated = client.withSigner(next);
  expect((await identify(us, rotated)).status).toBe(200);
});

test("unknown names make the keys be fetched at most once a minute", async ({ us, partner }) => {
  await us.freeze();
  const client = await register(us, partner, { isConfidential: true });
  await us.advance(61);
  const stranger: AssertionChanges = { header: { kid: "nobody" } };
  for (let n = 0; n < 3; n += 1) await identify(us, client, stranger);
  expect(partner.visits(client.jwksPath)).toHaveLength(2);
  await us.advance(61);
  await identify(us, client, stranger);
  expect(partner.visits(client.jwksPath)).toHaveLength(3);
});

test("keys that cannot be fetched are not asked for again for a minute", async ({ us, partner }) => {
  await us.freeze();
  const client = await publish(partner, { isConfidential: true });
  const body = { keys: [client.signer?.publicJwk] };
  partner.serve(client.jwksPath, { status: 503 });
  await postRegistration(us, client);
  await expectRefusal(identify(us, client), UNREACHABLE);
  expect(partner.visits(client.jwksPath)).toHaveLength(1);
  partner.serve(client.jwksPath, { body });
  await expectRefusal(identify(us, client), UNREACHABLE);
  await us.advance(61);
  expect((await identify(us, client)).status).toBe(200);
});

const manyKeys = (key: JWK | undefined, count: number) =>
  Array.from({ length: count }, (_, n) => ({ ...key, kid: `key-${n}` }));

const broken: [string, (key: JWK | undefined) => unknown, unknown][] = [
  ["eleven keys", (key) => ({ keys: manyKeys(key, 11) }), "JWKS must not contain more than 10 keys"],
  ["no JSON", () => "keys: none", expect.stringMatching(/^JWKS could not be parsed: ./)],
  ["no list of keys", () => ({ keys: "none" }), expect.stringMatching(/^JWKS could not be parsed: ./)],
  ["an array", () => [], expect.stringMatching(/^JWKS could not be parsed: ./)],
  ["more than 16384 bytes", (key) => ({ keys: [key], padding: "x".repeat(16_384) }), expect.any(String)],
];

for (const [words, bodyOf, detail] of broken) {
  test(`a key document of ${words} is a failed check`, async ({ us, partner }) => {
    const client = await publish(partner, { isConfidential: true });
    partner.serve(client.jwksPath, { body: bodyOf(client.signer?.publicJwk) });
    const answer = await postRegistration(us, client);
    expect(answer.status).toBe(200);
    expect(read(answer.body, "checks", 2)).toEqual({ name: "jwks", ok: false, detail });
    await expectRefusal(identify(us, client), detail);
  });
}

test("ten keys are fine", async ({ us, partner }) => {
  const client = await publish(partner, { isConfidential: true });
  partner.serve(client.jwksPath, { body: { keys: manyKeys(client.signer?.publicJwk, 10) } });
  const answer = await postRegistration(us, client);
  expect(read(answer.body, "checks", 2)).toMatchObject({ ok: true });
});

test("a redirect of the key document is not followed", async ({ us, partner }) => {
  const client = await publish(partner, { isConfidential: true });
  const target = partner.newPath("jwks.json");
  partner.serve(client.jwksPath, { status: 302, headers: { location: partner.url(target) }, body: "" });
  const answer = await postRegistration(us, client);
  expect(read(answer.body, "checks", 2)).toEqual({ name: "jwks", ok: false, detail: UNREACHABLE });
  expect(partner.visits(target)).toHaveLength(0);
});
