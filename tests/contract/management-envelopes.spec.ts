import { header } from "./support/answer";
import { expect, test } from "./support/fixtures";
import {
  ADMIN,
  call,
  expectBroken,
  expectError,
  expectForbidden,
  expectInvalid,
  expectMissing,
  KEYS,
  type Method,
  newProxy,
  newSecretKey,
  newToken,
  PROXIES,
  session,
  TOKENS,
} from "./support/management";

const UNMAPPED = "This action does not support personal API key access";
const JSON_TYPE = { ...ADMIN, "content-type": "application/json" };

for (const path of [TOKENS, PROXIES, KEYS]) {
  test(`${path} answers the same with a slash at its end`, async ({ us }) => {
    const answer = await call(us, "GET", `${path}/`);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual((await call(us, "GET", path)).body);
  });

  test(`${path} refuses a body that is not JSON`, async ({ us }) => {
    const answer = await us.send(path, { method: "POST", headers: JSON_TYPE, body: "{" });
    const detail = expect.stringMatching(/^JSON parse error - /);
    expectError(answer, 400, "invalid_request", "parse_error", detail);
  });

  test(`${path} refuses a body that is not an object`, async ({ us }) => {
    const detail = "Invalid data. Expected a dictionary, but got list.";
    expectInvalid(await call(us, "POST", path, ADMIN, []), null, "invalid_input", detail);
  });

  test(`${path} refuses a body of another kind`, async ({ us }) => {
    const headers = { ...ADMIN, "content-type": "text/plain" };
    const answer = await us.send(path, { method: "POST", headers, body: "label" });
    const detail = 'Unsupported media type "text/plain" in request.';
    expectError(answer, 415, "invalid_request", "unsupported_media_type", detail);
  });

  test(`${path} has no PUT: a key gets 403, a session gets 405`, async ({ us }) => {
    expectForbidden(await call(us, "PUT", path, ADMIN, {}), UNMAPPED);
    const answer = await call(us, "PUT", path, await session(us), {});
    expectError(answer, 405, "invalid_request", "method_not_allowed", 'Method "PUT" not allowed.');
  });

  test(`${path} ignores fields that it does not know`, async ({ us }) => {
    const all = {
      domain: "d.example",
      label: "L",
      cimd_url: "https://a.example/c",
      scopes: ["endpoint:read"],
    };
    const answer = await call(us, "POST", path, ADMIN, { ...all, id: "mine", nonsense: { deep: true } });
    expect(answer.status, answer.text).toBe(201);
    expect(answer.body).not.toMatchObject({ id: "mine" });
    expect(answer.text).not.toContain("nonsense");
  });
}

test("a malformed id is no id, but for proxies it breaks the server", async ({ us }) => {
  expectMissing(await call(us, "GET", `${TOKENS}/not-a-uuid`));
  expectMissing(await call(us, "GET", `${KEYS}/not-an-id`));
  expectBroken(await call(us, "GET", `${PROXIES}/not-a-uuid`));
});

test("tokens and keys tell what they accept, proxies do not", async ({ us }) => {
  for (const path of [TOKENS, KEYS]) {
    const answer = await call(us, "OPTIONS", path);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ renders: ["application/json"] });
  }
  expect((await call(us, "OPTIONS", PROXIES)).status).toBe(405);
});

test("proxies have no HEAD, tokens and keys have", async ({ us }) => {
  expect((await call(us, "HEAD", TOKENS)).status).toBe(200);
  expect((await call(us, "HEAD", KEYS)).status).toBe(200);
  expect((await call(us, "HEAD", PROXIES)).status).toBe(405);
});

for (const method of ["PUT", "PATCH"] satisfies Method[]) {
  test(`a proxy record has no ${method}`, async ({ us }) => {
    const { id } = await newProxy(us);
    const answer = await call(us, method, `${PROXIES}/${id}`, ADMIN, { domain: "other.example" });
    expectError(answer, 405, "invalid_request", "method_not_allowed", `Method "${method}" not allowed.`);
  });
}

test("ids of deleted things are not found", async ({ us }) => {
  const [token, proxy, key] = [await newToken(us), await newProxy(us), await newSecretKey(us)];
  for (const [path, status] of [
    [`${TOKENS}/${token.id}`, 204],
    [`${PROXIES}/${proxy.id}`, 200],
    [`${KEYS}/${key.id}`, 204],
  ] as const) {
    expect((await call(us, "DELETE", path)).status).toBe(status);
    for (const method of ["GET", "DELETE"] satisfies Method[]) expectMissing(await call(us, method, path));
  }
});

test.describe("with throttling on", () => {
  test.beforeEach(async ({ us }) => {
    await us.control("PATCH", "settings", { throttle: true });
    await us.freeze();
  });

  test("a key may ask 480 times a minute", async ({ us }) => {
    for (let n = 0; n < 480; n += 1) expect((await call(us, "GET", PROXIES)).status).toBe(200);
    await us.advance(20);
    const answer = await call(us, "GET", PROXIES);
    const detail = "Request was throttled. Expected available in 40 seconds.";
    expectError(answer, 429, "throttled_error", "throttled", detail);
    expect(header(answer, "retry-after")).toBe(40);
    await us.advance(40);
    expect((await call(us, "GET", PROXIES)).status).toBe(200);
  });

  test("a session is not throttled, nor is a key that is refused", async ({ us }) => {
    const headers = await session(us);
    for (let n = 0; n < 490; n += 1) await call(us, "GET", PROXIES, headers);
    for (let n = 0; n < 490; n += 1) await call(us, "POST", `${PROXIES}/x/retry`);
    expect((await call(us, "GET", PROXIES, headers)).status).toBe(200);
    expect((await call(us, "GET", PROXIES)).status).toBe(200);
  });
});

test("without it a key may ask as often as it likes", async ({ us }) => {
  for (let n = 0; n < 500; n += 1) expect((await call(us, "GET", PROXIES)).status).toBe(200);
});
