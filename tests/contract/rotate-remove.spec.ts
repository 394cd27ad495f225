import { expectAnswer, expectOAuth, expectStatus, readText } from "./support/answer";
import { register } from "./support/clients";
import { expect, PROFILES, test } from "./support/fixtures";
import { newTokens, redeem, refresh, refreshed } from "./support/grants";
import { consent, EXISTING, firstProject } from "./support/people";
import { bearer, type Region } from "./support/region";

const rotate = (region: Region, token: string, id: number | string, fields = {}) =>
  region.post(`provisioning/resources/${id}/rotate_credentials`, fields, bearer(token));
const remove = (region: Region, token: string, id: number | string) =>
  region.post(`provisioning/resources/${id}/remove`, {}, bearer(token));
const fetchResource = (region: Region, token: string, id: number | string) =>
  region.get(`provisioning/resources/${id}`, bearer(token));
const create = (region: Region, token: string, project_id: string) =>
  region.post("provisioning/resources", { project_id }, bearer(token));
const apiKey = (body: unknown) => readText(body, "complete", "access_configuration", "api_key");

for (const profile of PROFILES) {
  test.describe(`in profile ${profile}`, () => {
    test.use({ profile });

    test("a rotation gives a new project token, and reads give it too", async ({ us, partner }) => {
      const client = await register(us, partner);
      const { access, teamId } = await newTokens(us, client);
      const before = apiKey((await fetchResource(us, access, teamId)).body);
      const answer = await rotate(us, access, teamId);
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({ status: "complete", id: String(teamId) });
      expect(apiKey(answer.body)).not.toBe(before);
      expect(apiKey((await fetchResource(us, access, teamId)).body)).toBe(apiKey(answer.body));
    });

    test("a removal takes the last project away, and the tokens with it", async ({ us, partner }) => {
      const client = await register(us, partner);
      const tokens = await newTokens(us, client);
      const answer = await remove(us, tokens.access, tokens.teamId);
      expectAnswer(answer, 200, { status: "removed", id: String(tokens.teamId) });
      const next = await us.post("provisioning/resources", {}, bearer(tokens.access));
      expectStatus(next, 401, "unauthorized", "Invalid access token");
      const again = await refresh(us, client, tokens.refresh);
      expectOAuth(again, 400, "invalid_grant", "Invalid or revoked refresh token");
    });
  });
}

test("every rotation makes another token", async ({ us, partner }) => {
  const client = await register(us, partner);
  const { access, teamId } = await newTokens(us, client);
  const keys = [];
  for (let n = 0; n < 3; n += 1) keys.push(apiKey((await rotate(us, access, teamId)).body));
  expect(new Set(keys).size).toBe(3);
});

for (const [name, call] of [
  ["rotate", rotate],
  ["remove", remove],
] as const) {
  test(`there is nothing to ${name} under an id that is none`, async ({ us, partner }) => {
    const client = await register(us, partner);
    const { access } = await newTokens(us, client);
    expectStatus(await call(us, access, "abc"), 400, "invalid_resource_id", "Invalid resource ID", "abc");
  });

  test(`no one can ${name} someone else's project, or one that does not exist`, async ({ us, partner }) => {
    const client = await register(us, partner);
    const { access } = await newTokens(us, client);
    for (const id of [await firstProject(us, EXISTING), 999_999_999]) {
      const answer = await call(us, access, id);
      expectStatus(answer, 403, "forbidden", "Resource not accessible with this token", String(id));
    }
  });
}

for (const id of ["abc", "999999999"]) {
  test(`a rotation of ${id} reports a wrong label prefix first`, async ({ us, partner }) => {
    const client = await register(us, partner);
    const { access } = await newTokens(us, client);
    const answer = await rotate(us, access, id, { label_prefix: 5 });
    expectStatus(answer, 400, "invalid_label_prefix", "label_prefix must be a string", id);
  });
}

test("a used-up budget is reported before a wrong label prefix, with the id", async ({ us, partner }) => {
  await us.freeze();
  const client = await register(us, partner);
  await us.setClient(client.id, { rate_limits: { credential_rotations: 1 } });
  const { access, teamId } = await newTokens(us, client);
  expect((await rotate(us, access, teamId)).status).toBe(200);
  const answer = await rotate(us, access, "abc", { label_prefix: 5 });
  expectStatus(answer, 429, "rate_limited", expect.stringMatching(/^Rate limit exceeded/), "abc");
});

test("a removal leaves the other projects of a token alone", async ({ us, partner }) => {
  const client = await register(us, partner);
  const tokens = await newTokens(us, client);
  const id = readText((await create(us, tokens.access, "site-1")).body, "id");
  expectAnswer(await remove(us, tokens.access, id), 200, { status: "removed", id });
  const again = await remove(us, tokens.access, id);
  expectStatus(again, 403, "forbidden", "Resource not accessible with this token", id);
  expect((await fetchResource(us, tokens.access, tokens.teamId)).status).toBe(200);
  const next = await refreshed(us, client, tokens);
  expectStatus(await fetchResource(us, next.access, id), 403, "forbidden", expect.any(String), id);
});

test("a removed project's id makes a new project", async ({ us, partner }) => {
  const client = await register(us, partner);
  const { access } = await newTokens(us, client);
  const first = readText((await create(us, access, "site-1")).body, "id");
  await remove(us, access, first);
  const second = await create(us, access, "site-1");
  expect(second.status).toBe(200);
  expect(readText(second.body, "id")).not.toBe(first);
});

test("a removal reaches every token of the client and the user", async ({ us, partner }) => {
  const client = await register(us, partner);
  const teamId = await firstProject(us, EXISTING);
  const first = await redeem(us, client, await consent(us, client, { teamId }));
  const second = await redeem(us, client, await consent(us, client, { teamId }));
  await remove(us, first.access, teamId);
  const answer = await us.post("provisioning/resources", {}, bearer(second.access));
  expectStatus(answer, 401, "unauthorized", "Invalid access token");
});

test("a removal leaves other clients' tokens, the project and its user alone", async ({ us, partner }) => {
  const [mine, other] = [await register(us, partner), await register(us, partner)];
  const teamId = await firstProject(us, EXISTING);
  const first = await redeem(us, mine, await consent(us, mine, { teamId }));
  const second = await redeem(us, other, await consent(us, other, { teamId }));
  await remove(us, first.access, teamId);
  expect((await us.post("provisioning/resources", {}, bearer(second.access))).status).toBe(200);
  expect(await firstProject(us, EXISTING)).toBe(teamId);
});
