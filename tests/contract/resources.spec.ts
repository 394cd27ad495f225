import { expectAnswer, expectStatus, readText } from "./support/answer";
import { register } from "./support/clients";
import { expect, PROFILES, test } from "./support/fixtures";
import { newEmail, newTokens, redeem, refreshed } from "./support/grants";
import { consent, deleteUser, EXISTING, findUser, projectIds } from "./support/people";
import { bearer, type Region } from "./support/region";

const create = (region: Region, token: string, fields: Record<string, unknown> = {}) =>
  region.post("provisioning/resources", fields, bearer(token));
const fetchResource = (region: Region, token: string, id: string | number) =>
  region.get(`provisioning/resources/${id}`, bearer(token));

const complete = (region: Region, id: number | string, extra = {}) => ({
  status: "complete",
  id: String(id),
  complete: {
    access_configuration: { api_key: expect.stringMatching(/^phc_\w+$/), host: region.origin },
  },
  ...extra,
});

test("creating without a project id returns the account's first project every time", async ({
  us,
  partner,
}) => {
  const client = await register(us, partner);
  const { access, teamId } = await newTokens(us, client);
  const first = await create(us, access);
  expectAnswer(first, 200, complete(us, teamId));
  expect((await create(us, access, { service_id: "ignored" })).body).toEqual(first.body);
});

test("creating without a project id renames nothing", async ({ us, partner }) => {
  const client = await register(us, partner);
  const { access, email } = await newTokens(us, client);
  await create(us, access, { configuration: { project_name: "Renamed" } });
  const [organization] = (await findUser(us, email)).organizations;
  expect(organization?.projects.map(({ name }) => name)).not.toContain("Renamed");
  expect(organization?.projects).toHaveLength(1);
});

test("a project of the partner's own is made once", async ({ us, partner }) => {
  const client = await register(us, partner);
  const { access, teamId, email } = await newTokens(us, client);
  const fields = { project_id: "site-1", configuration: { project_name: "Site" } };
  const first = await create(us, access, fields);
  const again = await create(us, access, { project_id: "site-1", configuration: { project_name: "Other" } });
  expect(readText(first.body, "id")).not.toBe(String(teamId));
  expect(again.body).toEqual(first.body);
  const [organization] = (await findUser(us, email)).organizations;
  expect(organization?.projects.map(({ name }) => name)).toContain("Site");
  expect(organization?.projects).toHaveLength(2);
});

test("a project without a name is called Default project", async ({ us, partner }) => {
  const client = await register(us, partner);
  const { access, email } = await newTokens(us, client);
  const id = readText((await create(us, access, { project_id: "site-1" })).body, "id");
  const [organization] = (await findUser(us, email)).organizations;
  expect(organization?.projects).toContainEqual({ id: Number(id), name: "Default project" });
});

test("a new project belongs to the token at once, and to its successor", async ({ us, partner }) => {
  const client = await register(us, partner);
  const tokens = await newTokens(us, client);
  const id = readText((await create(us, tokens.access, { project_id: "site-1" })).body, "id");
  expectAnswer(await fetchResource(us, tokens.access, id), 200, complete(us, id));
  const next = await refreshed(us, client, tokens);
  expectAnswer(await fetchResource(us, next.access, id), 200, complete(us, id));
});

test("two partners' project ids do not meet", async ({ us, partner }) => {
  const [one, other] = [await register(us, partner), await register(us, partner)];
  const [teamId] = await projectIds(us, EXISTING);
  const made = [];
  for (const client of [one, other]) {
    const { access } = await redeem(us, client, await consent(us, client, { teamId }));
    made.push(readText((await create(us, access, { project_id: "site-1" })).body, "id"));
  }
  expect(made[0]).not.toBe(made[1]);
});

test("two creations at once of one project id make one project", async ({ us, partner }) => {
  const client = await register(us, partner);
  const { access } = await newTokens(us, client);
  const answers = await Promise.all([1, 2, 3].map(() => create(us, access, { project_id: "site-1" })));
  expect(new Set(answers.map(({ body }) => readText(body, "id"))).size).toBe(1);
});

test("a read answers what a creation answered, the id as it was sent", async ({ us, partner }) => {
  const client = await register(us, partner);
  const { access, teamId } = await newTokens(us, client);
  const created = await create(us, access);
  expect((await fetchResource(us, access, teamId)).body).toEqual(created.body);
  expectAnswer(await fetchResource(us, access, `00${teamId}`), 200, complete(us, `00${teamId}`));
});

for (const id of ["abc", "1.5", "1e3", "a1"]) {
  test(`the resource id ${id} is no id`, async ({ us, partner }) => {
    const client = await register(us, partner);
    const { access } = await newTokens(us, client);
    expectStatus(await fetchResource(us, access, id), 400, "invalid_resource_id", "Invalid resource ID", id);
  });
}

test("foreign and unknown resources look the same", async ({ us, partner }) => {
  const client = await register(us, partner);
  const { access } = await newTokens(us, client);
  const [foreign] = await projectIds(us, EXISTING);
  for (const id of [foreign ?? 0, 999_999_999]) {
    const answer = await fetchResource(us, access, id);
    expectStatus(answer, 403, "forbidden", "Resource not accessible with this token", String(id));
  }
});

test("resources cannot be listed or deleted", async ({ us, partner }) => {
  const client = await register(us, partner);
  const { access, teamId } = await newTokens(us, client);
  expect((await us.get("provisioning/resources", bearer(access))).status).toBe(405);
  const sent = { method: "DELETE", headers: bearer(access) };
  expect((await us.send(`provisioning/resources/${teamId}`, sent)).status).toBe(405);
});

const prefixes: [unknown, string][] = [
  [5, "label_prefix must be a string"],
  [true, "label_prefix must be a string"],
  [["a"], "label_prefix must be a string"],
  [{}, "label_prefix must be a string"],
  ["a".repeat(26), "label_prefix must be 25 characters or fewer"],
  ["a\u0007b", "label_prefix must not contain control or format characters"],
  ["a\u200bb", "label_prefix must not contain control or format characters"],
  ["a\u2028b", "label_prefix must not contain control or format characters"],
  ["a\u2029b", "label_prefix must not contain control or format characters"],
];

for (const profile of PROFILES) {
  test.describe(`in profile ${profile}`, () => {
    test.use({ profile });

    for (const [label_prefix, message] of prefixes) {
      test(`the label prefix ${JSON.stringify(label_prefix)} is refused`, async ({ us, partner }) => {
        const client = await register(us, partner);
        const { access, teamId } = await newTokens(us, client);
        expectStatus(await create(us, access, { label_prefix }), 400, "invalid_label_prefix", message);
        const path = `provisioning/resources/${teamId}/rotate_credentials`;
        const rotation = await us.post(path, { label_prefix }, bearer(access));
        expectStatus(rotation, 400, "invalid_label_prefix", message, String(teamId));
      });
    }

    for (const label_prefix of ["", "   ", null, "a".repeat(25), `  ${"a".repeat(25)}  `, "Burrow 🐇"]) {
      test(`the label prefix ${JSON.stringify(label_prefix)} is fine`, async ({ us, partner }) => {
        const client = await register(us, partner);
        const { access } = await newTokens(us, client);
        expect((await create(us, access, { label_prefix })).status).toBe(200);
      });
    }
  });
}

test("a token of a deleted user sees nothing", async ({ us, partner }) => {
  const client = await register(us, partner);
  const email = newEmail();
  const { access } = await newTokens(us, client, email);
  await deleteUser(us, email);
  expectStatus(await create(us, access), 401, "unauthorized", "Authentication failed");
});
