import { readText } from "./support/answer";
import { expect, PROFILES, test } from "./support/fixtures";
import { COLLEAGUE, createUser, EXISTING, findUser, findUsers } from "./support/people";

for (const profile of PROFILES) {
  test.describe(`in profile ${profile}`, () => {
    test.use({ profile });

    test("health tells the region and the profile", async ({ us, eu }) => {
      const answers = await Promise.all([us.get("/_sandbox/health"), eu.get("/_sandbox/health")]);
      expect(answers.map(({ status, body }) => ({ status, body }))).toEqual([
        { status: 200, body: { status: "ok", region: "US", profile } },
        { status: 200, body: { status: "ok", region: "EU", profile } },
      ]);
    });
  });
}

test("a reset answers 204 without a body", async ({ us }) => {
  const answer = await us.tryControl("POST", "reset", {});
  expect({ status: answer.status, text: answer.text }).toEqual({ status: 204, text: "" });
});

test("a reset switches the profile of both regions", async ({ us, eu }) => {
  await eu.control("POST", "reset", { profile: "documented" });
  const health = await us.get("/_sandbox/health");
  expect(readText(health.body, "profile")).toBe("documented");
});

test("a reset forgets people and puts the clock back to real time", async ({ us }) => {
  await createUser(us, { email: "passing@example.com" });
  await us.control("POST", "clock", { advance_seconds: 90_000, frozen: true });
  await us.control("POST", "reset", {});
  expect(await findUsers(us, "passing@example.com")).toEqual([]);
  expect(await us.control("GET", "clock")).toMatchObject({ offset_seconds: 0, frozen: false });
});

test("a reset brings the seed back in both regions", async ({ us, eu }) => {
  for (const region of [us, eu]) {
    expect(await findUser(region, EXISTING)).toMatchObject({
      email_verified: true,
      is_active: true,
      organizations: [
        { name: "Existing Org", level: "owner", projects: [{ name: "Web" }, { name: "Mobile" }] },
      ],
    });
    expect(await findUser(region, COLLEAGUE)).toMatchObject({
      email_verified: true,
      organizations: [{ name: "Existing Org", level: "member" }],
    });
    expect(await findUser(region, "partner@example.com")).toMatchObject({
      organizations: [{ name: "Acme Partner", level: "admin" }],
    });
  }
});

const unknownFields = [
  ["POST", "reset"],
  ["POST", "clock"],
  ["POST", "users"],
  ["POST", "personal_api_keys"],
  ["PATCH", "clients"],
  ["POST", "clients/revoke_sessions"],
  ["POST", "faults"],
  ["PATCH", "settings"],
  ["POST", "clients"],
  ["PATCH", "users/1"],
  ["POST", "users/1/session"],
] as const;

for (const [method, path] of unknownFields) {
  test(`${method} /_sandbox/${path} refuses a field it does not know`, async ({ us }) => {
    const answer = await us.tryControl(method, path, { surprise: true });
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({ error: expect.any(String) });
  });
}

test("a client refuses a limit for an endpoint that PostHog does not have", async ({ us }) => {
  const body = { client_id: "warren", rate_limits: { deep_links: 7, deep_link: 7 } };
  const answer = await us.tryControl("PATCH", "clients", body);
  expect({ status: answer.status, body: answer.body }).toEqual({
    status: 400,
    body: { error: "rate_limits.deep_link: Invalid key in record" },
  });
});

const unknownIds = [
  ["PATCH", "users/unknown", { name: "No one" }],
  ["DELETE", "users/unknown", undefined],
  ["POST", "users/unknown/session", {}],
  ["DELETE", "faults/unknown", undefined],
  ["PATCH", "organizations/unknown", { max_proxy_records: 3 }],
  ["POST", "clients/revoke_sessions", { client_id: "unknown" }],
] as const;

for (const [method, path, fields] of unknownIds) {
  test(`${method} /_sandbox/${path} names an unknown id as an error`, async ({ us }) => {
    const answer = await us.tryControl(method, path, fields);
    expect([400, 404]).toContain(answer.status);
    expect(answer.body).toEqual({ error: expect.any(String) });
  });
}

const settings = [
  { workflow_engine: "down" },
  { throttle: true },
  { strict: true },
  { documented_status_codes: true },
];

for (const change of settings) {
  test(`settings answers what it now is after ${JSON.stringify(change)}`, async ({ us }) => {
    expect(await us.control("PATCH", "settings", change)).toMatchObject(change);
  });
}

test("an organization refuses a field it does not know", async ({ us }) => {
  const { organizations } = await findUser(us, EXISTING);
  const answer = await us.tryControl("PATCH", `organizations/${organizations[0]?.id}`, { surprise: true });
  expect({ status: answer.status, body: answer.body }).toEqual({
    status: 400,
    body: { error: expect.any(String) },
  });
});

test("a path that the control API does not have is an error in JSON", async ({ us }) => {
  const answer = await us.tryControl("GET", "surprise");
  expect({ status: answer.status, body: answer.body }).toEqual({
    status: 404,
    body: { error: expect.any(String) },
  });
});

for (const change of [
  { max_proxy_records: 7 },
  { max_proxy_records: null },
  { member_personal_api_keys: false },
]) {
  test(`an organization takes ${JSON.stringify(change)}`, async ({ us }) => {
    const { organizations } = await findUser(us, EXISTING);
    const id = organizations[0]?.id;
    expect(await us.control("PATCH", `organizations/${id}`, change)).toMatchObject({ id, ...change });
  });
}
