import { type Answer, expectStatus, expectTyped, header } from "./support/answer";
import { register } from "./support/clients";
import { expect, test } from "./support/fixtures";
import { exchange, newTokens, newUserCode, postAccountRequest, refresh } from "./support/grants";
import { bearer } from "./support/region";

test.use({ profile: "documented" });

const message = (endpoint: string) => `Rate limit exceeded for this partner (${endpoint}). Try again later.`;
const wait = (answer: Answer) => header(answer, "retry-after") ?? 0;

test("an unverified partner has ten account requests an hour", async ({ us, partner }) => {
  await us.freeze();
  const client = await register(us, partner);
  for (let n = 0; n < 10; n += 1) expect((await postAccountRequest(us, client)).status).toBe(200);
  const refused = await postAccountRequest(us, client);
  expectTyped(refused, 429, "rate_limited", message("account_requests"));
  expect(wait(refused)).toBeGreaterThan(0);
  expect(wait(refused)).toBeLessThanOrEqual(3600);
  await us.advance(wait(refused) + 1);
  expect((await postAccountRequest(us, client)).status).toBe(200);
});

test("a partner has twenty exchanges an hour, refreshes among them", async ({ us, partner }) => {
  await us.freeze();
  const client = await register(us, partner);
  await us.setClient(client.id, { rate_limits: { account_requests: -1 } });
  let { refresh: token } = await newTokens(us, client);
  for (let n = 1; n < 20; n += 1) {
    const answer = await refresh(us, client, token);
    expect(answer.status, answer.text).toBe(200);
    token = Object(answer.body).refresh_token;
  }
  expectTyped(await refresh(us, client, token), 429, "rate_limited", message("token_exchanges"));
  const code = await newUserCode(us, client);
  expectTyped(await exchange(us, client, code), 429, "rate_limited", message("token_exchanges"));
});

test("a partner creates twenty resources an hour", async ({ us, partner }) => {
  await us.freeze();
  const { access } = await newTokens(us, await register(us, partner));
  const create = () => us.post("provisioning/resources", {}, bearer(access));
  for (let n = 0; n < 20; n += 1) expect((await create()).status).toBe(200);
  const refused = await create();
  expectStatus(refused, 429, "rate_limited", "Rate limit exceeded for this partner. Try again later.");
  expect(wait(refused)).toBeGreaterThan(0);
});

test("no answer tells what is left", async ({ us, partner }) => {
  const client = await register(us, partner);
  const answer = await postAccountRequest(us, client);
  for (const name of ["limit", "remaining", "reset"])
    expect(answer.headers.get(`ratelimit-${name}`)).toBeNull();
});

test("reads are not counted", async ({ us, partner }) => {
  const { access, teamId } = await newTokens(us, await register(us, partner));
  const answers = await Promise.all(
    Array.from({ length: 40 }, () => us.get(`provisioning/resources/${teamId}`, bearer(access))),
  );
  expect(answers.every(({ status }) => status === 200)).toBe(true);
});
