import { generateSecret, SignJWT, UnsecuredJWT } from "jose";
import { type Answer, expectTyped } from "./support/answer";
import { type Client, register } from "./support/clients";
import { expect, test } from "./support/fixtures";
import { ASSERTION_TYPE, type AssertionChanges, Signer, sharedSigner } from "./support/proof";
import type { Region } from "./support/region";

const INVALID = "Client assertion is invalid";
const USED = "Client assertion has already been used";

const identify = (region: Region, assertion: unknown, fields = {}) =>
  region.post("provisioning/limits", {
    client_assertion: assertion,
    client_assertion_type: ASSERTION_TYPE,
    ...fields,
  });

async function identifyWith(region: Region, client: Client, changes: AssertionChanges = {}): Promise<Answer> {
  const { client_assertion } = await client.assertion(region, changes);
  return identify(region, client_assertion, { client_id: client.id });
}

const expectRefusal = (answer: Answer, message: unknown) => expectTyped(answer, 401, "unauthorized", message);
const seconds = async (region: Region) => Math.floor((await region.now()) / 1000);

const algorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

for (const algorithm of algorithms) {
  test(`an assertion signed with ${algorithm} is accepted`, async ({ us, partner }) => {
    const client = await register(us, partner, { signers: [await Signer.create(algorithm)] });
    const answer = await identifyWith(us, client);
    expect(answer.status, answer.text).toBe(200);
  });
}

test("a shared secret signs nothing", async ({ us, partner }) => {
  const client = await register(us, partner, { isConfidential: true });
  const now = await seconds(us);
  const claims = { iss: client.id, sub: client.id, aud: us.origin, iat: now, exp: now + 60, jti: "hmac" };
  const key = await generateSecret("HS256");
  const assertion = await new SignJWT(claims).setProtectedHeader({ alg: "HS256" }).sign(key);
  expectRefusal(await identify(us, assertion), expect.stringMatching(/^Client assertion /));
});

test("an unsigned assertion is refused", async ({ us, partner }) => {
  const client = await register(us, partner, { isConfidential: true });
  const now = await seconds(us);
  const claims = { iss: client.id, sub: client.id, aud: us.origin, iat: now, exp: now + 60, jti: "none" };
  const assertion = new UnsecuredJWT(claims).encode();
  expectRefusal(await identify(us, assertion), expect.stringMatching(/^Client assertion /));
});

for (const assertion of ["garbage", "a.b.c", "...", Buffer.from("{}").toString("base64url")]) {
  test(`the assertion '${assertion}' has no header to read`, async ({ us, partner }) => {
    const client = await register(us, partner, { isConfidential: true });
    const answer = await identify(us, assertion, { client_id: client.id });
    expectRefusal(answer, "Client assertion header is malformed");
  });
}

for (const claim of ["iss", "aud", "exp", "iat", "jti"]) {
  test(`an assertion without ${claim} is refused`, async ({ us, partner }) => {
    const client = await register(us, partner, { isConfidential: true });
    expectRefusal(await identifyWith(us, client, { claims: { [claim]: undefined } }), INVALID);
  });
}

const wrongClaims: [string, (region: Region) => Promise<Record<string, unknown>>, string][] = [
  ["by another issuer", async () => ({ iss: "https://other.example/c" }), INVALID],
  ["for another audience", async () => ({ aud: "https://us.posthog.com.example" }), INVALID],
  [
    "about another client",
    async () => ({ sub: "https://other.example/c" }),
    "Client assertion subject does not match the client",
  ],
  [
    "that ended a minute ago",
    async (region) => ({ iat: (await seconds(region)) - 120, exp: (await seconds(region)) - 60 }),
    INVALID,
  ],
  [
    "that lives for 301 seconds",
    async (region) => ({ iat: await seconds(region), exp: (await seconds(region)) + 301 }),
    "Client assertion lifetime exceeds 300 seconds",
  ],
  [
    "whose exp is text",
    async (region) => ({ exp: String((await seconds(region)) + 60) }),
    "Client assertion timestamps must be numeric",
  ],
  [
    "whose iat is text",
    async (region) => ({ iat: String(await seconds(region)) }),
    "Client assertion timestamps must be numeric",
  ],
];

for (const [words, claimsOf, message] of wrongClaims) {
  test(`an assertion ${words} is refused`, async ({ us, partner }) => {
    const client = await register(us, partner, { isConfidential: true });
    expectRefusal(await identifyWith(us, client, { claims: await claimsOf(us) }), message);
  });
}

const fineClaims: [string, (region: Region) => Promise<Record<string, unknown>>][] = [
  ["for the origin", async (region) => ({ aud: region.origin })],
  ["for the token endpoint", async (region) => ({ aud: `${region.origin}/api/agentic/oauth/token` })],
  [
    "that lives for 300 seconds",
    async (region) => ({ iat: await seconds(region), exp: (await seconds(region)) + 300 }),
  ],
  [
    "that ended 20 seconds ago",
    async (region) => ({ iat: (await seconds(region)) - 80, exp: (await seconds(region)) - 20 }),
  ],
  [
    "that begins in 20 seconds",
    async (region) => ({ iat: (await seconds(region)) + 20, exp: (await seconds(region)) + 80 }),
  ],
];

for (const [words, claimsOf] of fineClaims) {
  test(`an assertion ${words} is accepted`, async ({ us, partner }) => {
    const client = await register(us, partner, { isConfidential: true });
    const answer = await identifyWith(us, client, { claims: await claimsOf(us) });
    expect(answer.status, answer.text).toBe(200);
  });
}

test("an assertion for the other region is refused", async ({ us, eu, partner }) => {
  const client = await register([us, eu], partner, { isConfidential: true });
  const { client_assertion } = await client.assertion(eu);
  expectRefusal(await identify(us, client_assertion), INVALID);
});

test("an assertion by a stranger's key is refused", async ({ us, partner }) => {
  const client = await register(us, partner, { isConfidential: true });
  const stranger = await Signer.create("ES256", (await sharedSigner()).kid);
  const assertion = await stranger.sign(client.id, us.origin, await seconds(us));
  expectRefusal(await identify(us, assertion), INVALID);
});

test("an assertion is good for one request, wherever it is sent", async ({ us, partner }) => {
  const client = await register(us, partner, { isConfidential: true });
  const proof = await client.proof(us);
  expect((await us.post("provisioning/limits", proof)).status).toBe(200);
  expectRefusal(await us.post("provisioning/limits", proof), USED);
  expectRefusal(await us.post("provisioning/account_requests", proof), USED);
});

test("a request that fails later has spent its assertion", async ({ us, partner }) => {
  const client = await register(us, partner, { isConfidential: true });
  const proof = await client.proof(us);
  expectTyped(
    await us.post("provisioning/account_requests", proof),
    400,
    "invalid_request",
    "email is required",
  );
  expectRefusal(await us.post("provisioning/account_requests", proof), USED);
});

test("an assertion that is itself refused spends nothing", async ({ us, partner }) => {
  const client = await register(us, partner, { isConfidential: true });
  const claims = { jti: "kept" };
  expectRefusal(await identifyWith(us, client, { claims: { ...claims, aud: "elsewhere" } }), INVALID);
  expect((await identifyWith(us, client, { claims })).status).toBe(200);
});

test("a spent id may be used again once its assertion is long over", async ({ us, partner }) => {
  await us.freeze();
  const client = await register(us, partner, { isConfidential: true });
  const claims = { jti: "again" };
  expect((await identifyWith(us, client, { claims })).status).toBe(200);
  await us.advance(80);
  expectRefusal(await identifyWith(us, client, { claims }), USED);
  await us.advance(11);
  expect((await identifyWith(us, client, { claims })).status).toBe(200);
});

test("two clients may happen on the same id", async ({ us, partner }) => {
  const first = await register(us, partner, { isConfidential: true });
  const second = await register(us, partner, { isConfidential: true });
  const claims = { jti: "shared" };
  expect((await identifyWith(us, first, { claims })).status).toBe(200);
  expect((await identifyWith(us, second, { claims })).status).toBe(200);
});

test("two requests at once cannot share an assertion", async ({ us, partner }) => {
  const client = await register(us, partner, { isConfidential: true });
  const proof = await client.proof(us);
  const answers = await Promise.all([1, 2, 3].map(() => us.post("provisioning/limits", proof)));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401, 401]);
});
