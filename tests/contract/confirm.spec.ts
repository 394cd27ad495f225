import { expectAnswer, expectRedirect, readText } from "./support/answer";
import { type Client, register } from "./support/clients";
import { expect, test } from "./support/fixtures";
import { exchange, newEmail } from "./support/grants";
import {
  COLLEAGUE,
  CONFIRM,
  createUser,
  EXISTING,
  firstProject,
  logIn,
  postConfirm,
  requestConsent,
} from "./support/people";
import type { Region } from "./support/region";

async function begin(region: Region, client: Client) {
  const { state, verifier } = await requestConsent(region, client);
  return { state, verifier, team_id: await firstProject(region, EXISTING) };
}

async function foreignProject(region: Region): Promise<number> {
  return firstProject(region, (await createUser(region, { email: newEmail() })).email);
}

test("a state without a project is refused, and stays", async ({ us, partner }) => {
  const { state, team_id } = await begin(us, await register(us, partner));
  expectAnswer(await postConfirm(us, EXISTING, { state }), 400, { error: "state and team_id are required" });
  expect((await postConfirm(us, EXISTING, { state, team_id })).status).toBe(200);
});

test("a project without a state is refused", async ({ us, partner }) => {
  const { team_id } = await begin(us, await register(us, partner));
  expectAnswer(await postConfirm(us, EXISTING, { team_id }), 400, {
    error: "state and team_id are required",
  });
});

test("a project that does not exist is refused, and the state stays", async ({ us, partner }) => {
  const { state, team_id } = await begin(us, await register(us, partner));
  const answer = await postConfirm(us, EXISTING, { state, team_id: 999_999_999 });
  expectAnswer(answer, 404, { error: "team_not_found" });
  expect((await postConfirm(us, EXISTING, { state, team_id })).status).toBe(200);
});

test("someone else's project is refused, and the state stays", async ({ us, partner }) => {
  const { state, team_id } = await begin(us, await register(us, partner));
  const answer = await postConfirm(us, EXISTING, { state, team_id: await foreignProject(us) });
  expectAnswer(answer, 403, { error: "team_not_accessible" });
  expect((await postConfirm(us, EXISTING, { state, team_id })).status).toBe(200);
});

test("a partner switched off since is refused, and the state is gone", async ({ us, partner }) => {
  const client = await register(us, partner);
  const { state, team_id } = await begin(us, client);
  await us.setClient(client.id, { active: false });
  expectAnswer(await postConfirm(us, EXISTING, { state, team_id }), 403, { error: "partner_deactivated" });
  await us.setClient(client.id, { active: true });
  const again = await postConfirm(us, EXISTING, { state, team_id });
  expectAnswer(again, 400, { error: "expired_or_invalid_state" });
});

test("a state says yes once", async ({ us, partner }) => {
  const { state, team_id } = await begin(us, await register(us, partner));
  expect((await postConfirm(us, EXISTING, { state, team_id })).status).toBe(200);
  const again = await postConfirm(us, EXISTING, { state, team_id });
  expectAnswer(again, 400, { error: "expired_or_invalid_state" });
  const browser = await logIn(us, EXISTING);
  expectRedirect(await us.get(`authorize?state=${state}`, browser), /\?error=expired_or_invalid_state$/);
});

test("two clicks at once say yes once", async ({ us, partner }) => {
  const { state, team_id } = await begin(us, await register(us, partner));
  const browser = await logIn(us, EXISTING);
  const answers = await Promise.all([1, 2].map(() => us.post(CONFIRM, { state, team_id }, browser)));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400]);
});

test("the code of a consent needs the verifier of the request that asked for it", async ({ us, partner }) => {
  const client = await register(us, partner);
  const older = await requestConsent(us, client);
  const { state, verifier, team_id } = await begin(us, client);
  const answer = await postConfirm(us, EXISTING, { state, team_id });
  const code = new URL(readText(answer.body, "redirect_url")).searchParams.get("code") ?? "";
  const wrong = await exchange(us, client, { code, verifier: older.verifier });
  expect(readText(wrong.body, "error_description")).toBe("PKCE code_verifier does not match");
  expect((await exchange(us, client, { code, verifier })).status).toBe(200);
});

test("the code of a consent lives for five minutes after the yes", async ({ us, partner }) => {
  await us.freeze();
  const client = await register(us, partner);
  const { state, verifier, team_id } = await begin(us, client);
  await us.advance(590);
  const answer = await postConfirm(us, EXISTING, { state, team_id });
  const code = new URL(readText(answer.body, "redirect_url")).searchParams.get("code") ?? "";
  await us.advance(299);
  expect((await exchange(us, client, { code, verifier })).status).toBe(200);
});

test("no one says yes without a session", async ({ us, partner }) => {
  const fields = await begin(us, await register(us, partner));
  const answer = await us.post(CONFIRM, fields);
  expect([401, 403]).toContain(answer.status);
  expect((await postConfirm(us, EXISTING, fields)).status).toBe(200);
});

test("no one learns of a request without a session", async ({ us, partner }) => {
  const { state } = await begin(us, await register(us, partner));
  const answer = await us.get(`authorize/pending/?state=${state}`);
  expect([401, 403]).toContain(answer.status);
  expect(answer.text).not.toContain("Burrow");
});

for (const token of [undefined, "", "wrong"]) {
  test(`no one says yes with the CSRF token ${JSON.stringify(token)}`, async ({ us, partner }) => {
    const fields = await begin(us, await register(us, partner));
    const browser = await logIn(us, EXISTING);
    const answer = await us.post(CONFIRM, fields, { ...browser, "x-csrftoken": token });
    expect(answer.status).toBe(403);
    expect((await us.post(CONFIRM, fields, browser)).status).toBe(200);
  });
}

test("one person's CSRF token is no good in another's session", async ({ us, partner }) => {
  const fields = await begin(us, await register(us, partner));
  const [mine, other] = [await logIn(us, EXISTING), await logIn(us, COLLEAGUE)];
  const headers = { cookie: mine.cookie, "x-csrftoken": other["x-csrftoken"] };
  expect((await us.post(CONFIRM, fields, headers)).status).toBe(403);
});

const orders: [
  string,
  (fields: { state: string; region: Region }) => Promise<Record<string, unknown>>,
  string,
  number,
  string,
][] = [
  [
    "a mismatch before an unknown project",
    async ({ state }) => ({ state, team_id: 999_999_999 }),
    COLLEAGUE,
    403,
    "email_mismatch",
  ],
  [
    "a mismatch before someone else's project",
    async ({ state, region }) => ({ state, team_id: await foreignProject(region) }),
    COLLEAGUE,
    403,
    "email_mismatch",
  ],
  [
    "a missing project before a mismatch",
    async ({ state }) => ({ state }),
    COLLEAGUE,
    400,
    "state and team_id are required",
  ],
  [
    "an unknown state before a missing project",
    async () => ({ state: "unknown" }),
    EXISTING,
    400,
    "expired_or_invalid_state",
  ],
  [
    "an unknown state before an unknown project",
    async () => ({ state: "unknown", team_id: 999_999_999 }),
    EXISTING,
    400,
    "expired_or_invalid_state",
  ],
];

for (const [name, fieldsOf, email, status, error] of orders) {
  test(`confirming reports ${name}`, async ({ us, partner }) => {
    const { state } = await begin(us, await register(us, partner));
    expectAnswer(await postConfirm(us, email, await fieldsOf({ state, region: us })), status, { error });
  });
}

for (const [name, team] of [
  ["an unknown project", () => Promise.resolve(999_999_999)],
  ["someone else's project", foreignProject],
] as const) {
  test(`confirming reports ${name} before a partner switched off`, async ({ us, partner }) => {
    const client = await register(us, partner);
    const { state } = await begin(us, client);
    await us.setClient(client.id, { active: false });
    const answer = await postConfirm(us, EXISTING, { state, team_id: await team(us) });
    expect(["team_not_found", "team_not_accessible"]).toContain(readText(answer.body, "error"));
  });
}

test("a mismatch is reported before a partner switched off, and the state stays", async ({ us, partner }) => {
  const client = await register(us, partner);
  const { state, team_id } = await begin(us, client);
  await us.setClient(client.id, { active: false });
  expectAnswer(await postConfirm(us, COLLEAGUE, { state, team_id }), 403, { error: "email_mismatch" });
  expectAnswer(await postConfirm(us, EXISTING, { state, team_id }), 403, { error: "partner_deactivated" });
});

test.describe("in profile documented", () => {
  test.use({ profile: "documented" });

  test("a missing project is reported whatever the state", async ({ us, partner }) => {
    const { state, team_id } = await begin(us, await register(us, partner));
    for (const sent of [state, "unknown", "not a state", undefined]) {
      const answer = await postConfirm(us, EXISTING, { state: sent });
      expectAnswer(answer, 400, { error: "state and team_id are required" });
    }
    const unknown = await postConfirm(us, EXISTING, { state: "unknown", team_id });
    expectAnswer(unknown, 400, { error: "expired_or_invalid_state" });
    expect((await postConfirm(us, EXISTING, { state, team_id })).status).toBe(200);
  });
});
