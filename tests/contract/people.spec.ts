import { z } from "zod";
import { expectAnswer, readText } from "./support/answer";
import { register } from "./support/clients";
import { expect, test } from "./support/fixtures";
import { newEmail } from "./support/grants";
import {
  changeUser,
  createUser,
  deleteUser,
  findUser,
  findUsers,
  logIn,
  requestConsent,
} from "./support/people";

const DAY_MS = 24 * 3_600_000;
const eventsSchema = z.object({ events: z.array(z.object({ timestamp: z.string() })) });

test("a new person is a verified, active owner of one organization with one project", async ({ us }) => {
  const email = newEmail();
  const answer = await us.tryControl("POST", "users", { email, name: "Ada Lovelace" });
  expect(answer.status).toBe(201);
  expect(answer.body).toMatchObject({
    id: expect.anything(),
    email,
    name: "Ada Lovelace",
    email_verified: true,
    is_active: true,
    organizations: [
      {
        id: expect.any(String),
        name: expect.any(String),
        level: "owner",
        projects: [{ id: expect.any(Number), name: expect.any(String) }],
      },
    ],
  });
});

test("a project may have had visits, the latest today", async ({ us }) => {
  const projects = [{ name: "Shop", visits: [3, 0, 5] }];
  const organizations = [{ name: `Shop of ${newEmail()}`, projects }];
  const { organizations: created } = await createUser(us, { email: newEmail(), organizations });
  const id = created[0]?.projects[0]?.id;
  const { events } = eventsSchema.parse(await us.control("GET", `events?project_id=${id}`));
  const now = await us.now();
  const daysAgo = events.map(({ timestamp }) => Math.floor((now - Date.parse(timestamp)) / DAY_MS));
  expect(daysAgo).toEqual([2, 2, 2, 0, 0, 0, 0, 0]);
});

test("a person may have no organization at all", async ({ us }) => {
  const user = await createUser(us, { email: newEmail(), organizations: [] });
  expect(user.organizations).toEqual([]);
});

test("a person's organizations take their names, levels and projects as told", async ({ us }) => {
  const organizations = [
    { name: "Mill", level: "admin", projects: [{ name: "Wheel" }, { name: "Stone" }] },
    { name: "Farm", level: "member", projects: [] },
  ];
  const user = await createUser(us, {
    email: newEmail(),
    email_verified: false,
    is_active: false,
    organizations,
  });
  expect(user).toMatchObject({ email_verified: false, is_active: false, organizations });
});

test("naming an organization that exists joins it", async ({ us }) => {
  const organizations = [{ name: "Mill", projects: [{ name: "Wheel" }] }];
  const first = await createUser(us, { email: newEmail(), organizations });
  const second = await createUser(us, {
    email: newEmail(),
    organizations: [{ name: "Mill", level: "member" }],
  });
  expect(second.organizations[0]?.id).toBe(first.organizations[0]?.id);
});

test("joining an organization adds no project that is not named", async ({ us }) => {
  const [joined] = (
    await createUser(us, { email: "late@example.com", organizations: [{ name: "Existing Org" }] })
  ).organizations;
  expect(joined?.projects.map(({ name }) => name)).toEqual(["Web", "Mobile"]);
});

test("people are found by their e-mail", async ({ us }) => {
  const { email, id } = await createUser(us, { email: newEmail() });
  expect(await findUsers(us, email)).toMatchObject([{ id, email }]);
  expect(await findUsers(us, newEmail())).toEqual([]);
});

for (const change of [{ email_verified: false }, { is_active: false }, { name: "Grace" }]) {
  test(`a person takes ${JSON.stringify(change)}`, async ({ us }) => {
    const { email } = await createUser(us, { email: newEmail() });
    expect(await changeUser(us, email, change)).toMatchObject(change);
    expect(await findUser(us, email)).toMatchObject(change);
  });
}

test("a deleted person is gone, the organization stays", async ({ us }) => {
  const organizations = [{ name: "Mill", projects: [{ name: "Wheel" }] }];
  const first = await createUser(us, { email: newEmail(), organizations });
  await deleteUser(us, first.email);
  expect(await findUsers(us, first.email)).toEqual([]);
  const second = await createUser(us, { email: newEmail(), organizations: [{ name: "Mill" }] });
  expect(second.organizations[0]?.id).toBe(first.organizations[0]?.id);
});

test("each region knows its own people", async ({ us, eu }) => {
  const { email } = await createUser(us, { email: newEmail() });
  expect(await findUsers(eu, email)).toEqual([]);
});

test("the two regions use different cookie names", async ({ us, eu }) => {
  const names = async (region: typeof us) => {
    const { cookie } = await logIn(region, "existing@example.com");
    return cookie.split(";").map((pair) => pair.split("=")[0]?.trim());
  };
  const [inUs, inEu] = await Promise.all([names(us), names(eu)]);
  expect(inUs.length).toBeGreaterThan(0);
  expect(inUs.filter((name) => inEu.includes(name))).toEqual([]);
});

test("a session is the person's own: it opens that person's consent", async ({ us, partner }) => {
  const client = await register(us, partner);
  const { state } = await requestConsent(us, client, "existing@example.com");
  const pending = await us.get(`authorize/pending/?state=${state}`, await logIn(us, "existing@example.com"));
  expect(pending.status).toBe(200);
});

test("a session too old for sensitive actions is still someone's", async ({ us, partner }) => {
  const { state } = await requestConsent(us, await register(us, partner));
  const { id } = await findUser(us, "existing@example.com");
  const session = await us.control("POST", `users/${id}/session`, { stale: true });
  const cookie = readText(session, "cookie");
  expect((await us.get(`authorize/pending/?state=${state}`, { cookie })).status).toBe(200);
});

test("a personal API key starts with phx_", async ({ us }) => {
  const { id } = await findUser(us, "existing@example.com");
  const fields = { user_id: id, label: "Test", scopes: ["project:read"] };
  const answer = await us.tryControl("POST", "personal_api_keys", fields);
  expectAnswer(answer, 201, { value: expect.stringMatching(/^phx_\w+$/) });
});
