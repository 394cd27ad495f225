import { read } from "./support/answer";
import { register } from "./support/clients";
import { expect, test } from "./support/fixtures";
import { newTokens } from "./support/grants";
import { bearer, type Region } from "./support/region";

const create = (region: Region, token: string, fields = {}) =>
  region.post("provisioning/resources", fields, bearer(token));
const keyIn = (body: unknown) =>
  read(body, "complete", "access_configuration", "personal_api_key") ??
  read(body, "complete", "personal_api_key");
const rotate = (region: Region, token: string, id: number) =>
  region.post(`provisioning/resources/${id}/rotate_credentials`, {}, bearer(token));

const ceiling = { extension: { scopes: ["query:read", "project:read"] } };

test("no personal API key is given out by default", async ({ us, partner }) => {
  const client = await register(us, partner, ceiling);
  const { access } = await newTokens(us, client);
  expect(keyIn((await create(us, access)).body)).toBeUndefined();
});

test("a partner allowed to gets a new personal API key with every call", async ({ us, partner }) => {
  const client = await register(us, partner, ceiling);
  await us.setClient(client.id, { issues_personal_api_key: true });
  const { access, teamId } = await newTokens(us, client);
  const keys = [
    keyIn((await create(us, access)).body),
    keyIn((await create(us, access)).body),
    keyIn((await rotate(us, access, teamId)).body),
  ];
  for (const key of keys) expect(key).toMatch(/^phx_\w+$/);
  expect(new Set(keys).size).toBe(3);
});

test("without a ceiling of its own a partner gets no personal API key", async ({ us, partner }) => {
  const client = await register(us, partner);
  await us.setClient(client.id, { issues_personal_api_key: true });
  const { access } = await newTokens(us, client);
  expect(keyIn((await create(us, access)).body)).toBeUndefined();
});

test("a read never carries a personal API key", async ({ us, partner }) => {
  const client = await register(us, partner, ceiling);
  await us.setClient(client.id, { issues_personal_api_key: true });
  const { access, teamId } = await newTokens(us, client);
  const answer = await us.get(`provisioning/resources/${teamId}`, bearer(access));
  expect(answer.status).toBe(200);
  expect(answer.text).not.toContain("phx_");
});

test("a personal API key may have an optional scope that was granted", async ({ us, partner }) => {
  const extension = { scopes: ["query:read"], optional_scopes: ["project:read"] };
  const client = await register(us, partner, { extension });
  await us.setClient(client.id, { issues_personal_api_key: true });
  const { access, teamId } = await newTokens(us, client, undefined, { scopes: ["project:read"] });
  const key = String(keyIn((await create(us, access)).body));
  expect((await us.get(`/api/projects/${teamId}/`, bearer(key))).status).toBe(200);
});
