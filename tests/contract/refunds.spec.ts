import { type Answer, header } from "./support/answer";
import { register } from "./support/clients";
import { expect, test } from "./support/fixtures";
import { newTokens, postAccountRequest } from "./support/grants";
import { EXISTING } from "./support/people";
import { bearer, type Region } from "./support/region";

const remaining = (answer: Answer) => header(answer, "ratelimit-remaining");

for (const [words, fields] of [
  ["a wrong challenge", { code_challenge: "short" }],
  ["a wrong challenge method", { code_challenge_method: "plain" }],
  ["an existing user without a challenge", { email: EXISTING, code_challenge: undefined }],
  ["scopes beyond the ceiling", { email: EXISTING, scopes: ["person:read"] }],
] as const) {
  test(`an account request with ${words} is given back`, async ({ us, partner }) => {
    await us.freeze();
    const client = await register(us, partner, { extension: { scopes: ["query:read", "project:read"] } });
    const answer = await postAccountRequest(us, client, fields);
    expect(answer.status).toBe(400);
    expect(remaining(answer)).toBe(5);
    expect(remaining(await postAccountRequest(us, client))).toBe(4);
  });
}

test("a request that never reached the budget shows no numbers", async ({ us, partner }) => {
  const client = await register(us, partner);
  expect(remaining(await postAccountRequest(us, client, { email: undefined }))).toBeNull();
  expect(remaining(await postAccountRequest(us, client, { client_id: "nobody" }))).toBeNull();
});

type Call = (region: Region, token: string) => Promise<Answer>;

const givenBack: [string, Call, number, number][] = [
  [
    "a resource with a wrong label",
    (region, token) => region.post("provisioning/resources", { label_prefix: 5 }, bearer(token)),
    400,
    10,
  ],
  [
    "a resource id that is none",
    (region, token) => region.get("provisioning/resources/abc", bearer(token)),
    400,
    30,
  ],
  [
    "someone else's resource",
    (region, token) => region.get("provisioning/resources/999999999", bearer(token)),
    403,
    30,
  ],
  [
    "a rotation of someone else's resource",
    (region, token) => region.post("provisioning/resources/999999999/rotate_credentials", {}, bearer(token)),
    403,
    30,
  ],
  [
    "a removal of someone else's resource",
    (region, token) => region.post("provisioning/resources/999999999/remove", {}, bearer(token)),
    403,
    30,
  ],
];

for (const [words, call, status, burst] of givenBack) {
  test(`${words} is given back`, async ({ us, partner }) => {
    await us.freeze();
    const { access } = await newTokens(us, await register(us, partner));
    for (let n = 0; n < 2; n += 1) {
      const answer = await call(us, access);
      expect(answer.status).toBe(status);
      expect(remaining(answer)).toBe(burst);
    }
  });
}

for (const [words, fields, flags] of [
  ["with a wrong path", { path: "//bad" }, {}],
  ["without the flag", {}, { can_issue_deep_links: false }],
] as const) {
  test(`a deep link ${words} is given back`, async ({ us, partner }) => {
    await us.freeze();
    const client = await register(us, partner, { isConfidential: true });
    await us.setClient(client.id, flags);
    const { access } = await newTokens(us, client);
    expect(remaining(await us.post("provisioning/deep_links", fields, bearer(access)))).toBe(150);
  });
}
