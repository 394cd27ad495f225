import { type Answer, expectGeneric, expectStatus, expectTyped, header } from "./support/answer";
import { type Client, register } from "./support/clients";
import { expect, test } from "./support/fixtures";
import { exchange, newTokens, newUserCode, postAccountRequest, refresh, type Tokens } from "./support/grants";
import { bearer, type Region } from "./support/region";

const MESSAGE =
  "Rate limit exceeded for this partner. Wait the number of seconds in the Retry-After header, then retry. To raise your limits, publish a JWKS document or verify your organization: https://posthog.com/docs/integrate/provisioning#rate-limits";

type Call = (region: Region, client: Client, tokens: Tokens) => Promise<Answer>;

/** What charges each bucket, with the budget of a public client; a confidential one has five times as much. */
const budgets: [bucket: string, perHour: number, burst: number, call: Call][] = [
  ["account_requests", 10, 5, (region, client) => postAccountRequest(region, client)],
  [
    "token_exchanges",
    20,
    10,
    async (region, client) => exchange(region, client, await newUserCode(region, client)),
  ],
  ["token_refreshes", 120, 30, (region, client, tokens) => refresh(region, client, tokens.refresh)],
  [
    "resource_creates",
    30,
    10,
    (region, _, { access }) => region.post("provisioning/resources", {}, bearer(access)),
  ],
  [
    "resource_reads",
    120,
    30,
    (region, _, { access, teamId }) => region.get(`provisioning/resources/${teamId}`, bearer(access)),
  ],
  [
    "credential_rotations",
    120,
    30,
    (region, _, { access, teamId }) =>
      region.post(`provisioning/resources/${teamId}/rotate_credentials`, {}, bearer(access)),
  ],
  [
    "resource_removals",
    120,
    30,
    (region, _, { access, teamId }) =>
      region.post(`provisioning/resources/${teamId}/remove`, {}, bearer(access)),
  ],
  [
    "limits_reads",
    120,
    30,
    (region, _, { access }) => region.post("provisioning/limits", {}, bearer(access)),
  ],
];

const numbers = (answer: Answer) =>
  ["ratelimit-limit", "ratelimit-remaining", "ratelimit-reset"].map((name) => header(answer, name));

/** Gets tokens for a client, unless that would charge the bucket under test. */
async function begin(region: Region, client: Client, bucket = ""): Promise<Tokens> {
  await region.freeze();
  const others = ["account_requests", "token_exchanges"].filter((name) => name !== bucket);
  await limit(region, client, Object.fromEntries(others.map((name) => [name, -1])));
  return others.length === 2 ? newTokens(region, client) : NO_TOKENS;
}

const NO_TOKENS: Tokens = { access: "", refresh: "", email: "", organizationId: "", teamId: 0 };

const limit = (region: Region, client: Client, rate_limits: Record<string, number>) =>
  region.setClient(client.id, { rate_limits });

for (const [bucket, perHour, burst, call] of budgets) {
  for (const [kind, factor] of [
    ["public", 1],
    ["confidential", 5],
  ] as const) {
    test(`a ${kind} client has ${burst * factor} ${bucket}, ${perHour * factor} an hour`, async ({
      us,
      partner,
    }) => {
      const client = await register(us, partner, { isConfidential: kind === "confidential" });
      const answer = await call(us, client, await begin(us, client, bucket));
      expect(answer.status, answer.text).toBe(200);
      expect(numbers(answer)).toEqual([burst * factor, burst * factor - 1, 3600 / (perHour * factor)]);
    });
  }
}

const repeatable = budgets.filter(([bucket]) => !["token_refreshes", "resource_removals"].includes(bucket));

for (const [bucket, , , call] of repeatable) {
  test(`${bucket} over budget are refused until the next one is free`, async ({ us, partner }) => {
    const client = await register(us, partner);
    const tokens = await begin(us, client, bucket);
    await limit(us, client, { [bucket]: 2 });
    expect(numbers(await call(us, client, tokens))).toEqual([1, 0, 1800]);
    const refused = await call(us, client, tokens);
    expect(refused.status).toBe(429);
    expect(numbers(refused)).toEqual([1, 0, 1800]);
    expect(header(refused, "retry-after")).toBe(1800);
    if (/^(resource|credential)/.test(bucket)) {
      const id = bucket === "resource_creates" ? "" : String(tokens.teamId);
      expectStatus(refused, 429, "rate_limited", MESSAGE, id);
    } else {
      expectTyped(refused, 429, "rate_limited", MESSAGE);
    }
    await us.advance(1800);
    expect((await call(us, client, tokens)).status).toBe(200);
  });
}

async function exhaust(call: () => Promise<Answer>): Promise<void> {
  let answer = await call();
  while (Number(header(answer, "ratelimit-remaining")) > 0) answer = await call();
}

test("a budget refills little by little", async ({ us, partner }) => {
  const client = await register(us, partner);
  const tokens = await begin(us, client);
  const call = () => us.post("provisioning/resources", {}, bearer(tokens.access));
  await exhaust(call);
  await us.advance(119);
  expect(header(await call(), "retry-after")).toBe(1);
  await us.advance(1);
  expect((await call()).status).toBe(200);
  await us.advance(3000);
  expect(numbers(await call())).toEqual([10, 9, 120]);
});

test("a confidential client has 150 deep links, 600 an hour", async ({ us, partner }) => {
  const client = await register(us, partner, { isConfidential: true });
  const { access } = await begin(us, client);
  expect(numbers(await us.post("provisioning/deep_links", {}, bearer(access)))).toEqual([150, 149, 6]);
});

const overrides: [bucket: string, perHour: number, burst: number][] = [
  ["resource_creates", 1, 1],
  ["resource_creates", 3, 1],
  ["resource_creates", 4, 2],
  ["resource_creates", 30, 10],
  ["resource_creates", 90, 30],
];

for (const [bucket, perHour, burst] of overrides) {
  for (const isConfidential of [false, true]) {
    const words = `${perHour} ${bucket} an hour for a ${isConfidential ? "confidential" : "public"} client`;
    test(`an operator's ${words} allow ${burst} at once`, async ({ us, partner }) => {
      const client = await register(us, partner, { isConfidential });
      const { access } = await begin(us, client);
      await limit(us, client, { [bucket]: perHour });
      expect(numbers(await us.post("provisioning/resources", {}, bearer(access)))[0]).toBe(burst);
    });
  }
}

for (const value of [-1, 0]) {
  test(`an operator's ${value} means no limit, and no numbers`, async ({ us, partner }) => {
    const client = await register(us, partner);
    const { access } = await begin(us, client);
    await limit(us, client, { resource_creates: value });
    for (let n = 0; n < 12; n += 1) {
      const answer = await us.post("provisioning/resources", {}, bearer(access));
      expect(answer.status).toBe(200);
      expect(numbers(answer)).toEqual([null, null, null]);
    }
  });
}

test("budgets belong to one client", async ({ us, partner }) => {
  const [mine, other] = [await register(us, partner), await register(us, partner)];
  await us.freeze();
  await exhaust(() => postAccountRequest(us, mine));
  expect((await postAccountRequest(us, mine)).status).toBe(429);
  expect((await postAccountRequest(us, other)).status).toBe(200);
});

for (const [bucket, toPath] of [
  ["resource_creates", () => "provisioning/resources"],
  ["credential_rotations", ({ teamId }: Tokens) => `provisioning/resources/${teamId}/rotate_credentials`],
  ["deep_links", () => "provisioning/deep_links"],
] as const) {
  test(`a body that cannot be read is counted in ${bucket}, with the numbers`, async ({ us, partner }) => {
    const client = await register(us, partner, { isConfidential: true });
    const tokens = await begin(us, client);
    await limit(us, client, { [bucket]: 120 });
    const headers = { ...bearer(tokens.access), "content-type": "application/json" };
    const answer = await us.send(toPath(tokens), { method: "POST", headers, body: "{" });
    expectGeneric(answer, 400, "parse_error");
    const [burst, remaining, reset] = numbers(answer);
    expect([Number(burst) - Number(remaining), reset]).toEqual([1, 30]);
  });
}

test("the seconds until a budget is full are exact", async ({ us, partner }) => {
  const client = await register(us, partner);
  const { access } = await begin(us, client);
  await limit(us, client, { limits_reads: 65 });
  const resets = [];
  for (let n = 0; n < 13; n += 1) {
    resets.push(numbers(await us.post("provisioning/limits", {}, bearer(access)))[2]);
  }
  expect(resets).toEqual(Array.from({ length: 13 }, (_, n) => Math.ceil(((n + 1) * 3600) / 65)));
  expect(resets.at(-1)).toBe(720);
});

test("the seconds until a budget is full are exact with a fraction of a token", async ({ us, partner }) => {
  const client = await register(us, partner);
  const { access } = await begin(us, client);
  const call = () => us.post("provisioning/resources", {}, bearer(access));
  expect(numbers(await call())).toEqual([10, 9, 120]);
  await us.advance(40);
  expect(numbers(await call())).toEqual([10, 8, 200]);
  await us.advance(40);
  expect(numbers(await call())).toEqual([10, 7, 280]);
});
