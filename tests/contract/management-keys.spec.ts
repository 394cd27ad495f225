import { readText } from "./support/answer";
import { expect, PROFILES, test } from "./support/fixtures";
import {
  ADMIN,
  call,
  countOf,
  expectBroken,
  expectForbidden,
  expectInvalid,
  expectMissing,
  KEYS,
  newColleague,
  newSecretKey,
  PARTNER,
  projectOf,
  session,
} from "./support/management";
import { deleteUser, findUser } from "./support/people";
import type { Region } from "./support/region";

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?Z$/;
const SCOPES = ["endpoint:read"];
const ALLOWED = {
  documented: "endpoint:read",
  current: "account:read, endpoint:read, experiment:read, feature_flag:read, loop:write",
};
const create = (region: Region, fields: unknown) => call(region, "POST", KEYS, ADMIN, fields);
const change = (region: Region, id: string, fields: unknown) =>
  call(region, "PATCH", `${KEYS}/${id}`, ADMIN, fields);

for (const profile of PROFILES) {
  test.describe(`in profile ${profile}`, () => {
    test.use({ profile });
    const limit = profile === "current" ? 50 : 10;

    test("a new key is shown whole, once", async ({ us }) => {
      const { id: userId, email } = await findUser(us, PARTNER);
      const { body, id, value } = await newSecretKey(us, { label: " Server " });
      expect(value).toMatch(/^phs_[0-9A-Za-z]{47,}$/);
      expect(id).toMatch(/^[0-9A-Za-z]{20,50}$/);
      const created = {
        id,
        label: "Server",
        value,
        mask_value: `phs_...${value.slice(-4)}`,
        created_at: expect.stringMatching(TIME),
        created_by: profile === "current" ? expect.objectContaining({ id: userId, email }) : userId,
        last_used_at: null,
        last_rolled_at: null,
        scopes: SCOPES,
      };
      expect(body).toEqual(created);
      expect(Object.keys(Object(body))).toEqual(Object.keys(created));
      const hidden = { ...created, value: null };
      expect((await call(us, "GET", `${KEYS}/${id}`)).body).toEqual(hidden);
      expect((await call(us, "GET", KEYS)).body).toMatchObject({ count: 1, results: [hidden] });
    });

    test(`a project has ${limit} keys at most`, async ({ us }) => {
      for (let n = 0; n < limit; n += 1) await newSecretKey(us, { label: `n${n}` });
      const detail = `You can only have ${limit} project secret API keys. Remove an existing key before creating a new one.`;
      expectInvalid(await create(us, { label: "n0", scopes: SCOPES }), null, "invalid_input", detail);
      const bad = await create(us, { label: "n0", scopes: ["*"] });
      expect(bad.body).toMatchObject({ attr: "scopes" });
    });

    test("a scope that such keys cannot have is refused with those they can", async ({ us }) => {
      const detail = `Scope 'insight:read' can not be assigned to a project secret API key. Allowed scopes: ${ALLOWED[profile]}`;
      const answer = await create(us, { label: "L", scopes: ["endpoint:read", "insight:read", "*"] });
      expectInvalid(answer, "scopes", "invalid_input", detail);
    });

    test("every scope that is allowed can be had, also twice", async ({ us }) => {
      const scopes = [...ALLOWED[profile].split(", "), "endpoint:read"];
      expect((await newSecretKey(us, { scopes })).body).toMatchObject({ scopes });
    });

    test("a key without the gateway cannot be for the gateway", async ({ us }) => {
      const detail =
        profile === "current"
          ? "LLM gateway scope is not available for this project. Contact support to enable this feature."
          : "Scope 'llm_gateway:read' can not be assigned to a project secret API key. Allowed scopes: endpoint:read";
      const answer = await create(us, { label: "L", scopes: ["llm_gateway:read"] });
      expectInvalid(answer, "scopes", "invalid_input", detail);
    });

    test("a personal API key rolls where rolling has a scope", async ({ us }) => {
      const { id } = await newSecretKey(us);
      const answer = await call(us, "POST", `${KEYS}/${id}/roll`);
      if (profile === "current") expect(answer.status).toBe(200);
      else expectForbidden(answer, "This action does not support personal API key access");
    });

    test("rolling gives the key another secret and nothing else", async ({ us }) => {
      await us.freeze();
      const { id, value, body } = await newSecretKey(us);
      await us.advance(60);
      const headers = await session(us);
      const rolled = await call(us, "POST", `${KEYS}/${id}/roll`, headers);
      expect(rolled.status).toBe(200);
      const fresh = readText(rolled.body, "value");
      expect(fresh).not.toBe(value);
      const last_rolled_at = new Date(await us.now())
        .toISOString()
        .replace("Z", "000Z")
        .replace(".000000Z", "Z");
      expect(rolled.body).toEqual({
        ...Object(body),
        value: fresh,
        mask_value: `phs_...${fresh.slice(-4)}`,
        last_rolled_at,
      });
      expect((await call(us, "POST", `${KEYS}/${id}/roll`, headers)).status).toBe(200);
    });
  });
}

for (const [words, scopes, attr, code, detail] of [
  ["nothing", undefined, "scopes", "required", "This field is required."],
  ["nothing at all", null, "scopes", "null", "This field may not be null."],
  ["a text", "endpoint:read", "scopes", "not_a_list", 'Expected a list of items but got type "str".'],
  ["an object", {}, "scopes", "not_a_list", 'Expected a list of items but got type "dict".'],
  ["an empty list", [], "scopes", "empty", "This list may not be empty."],
  ["a blank scope", ["endpoint:read", " "], "scopes__1", "blank", "This field may not be blank."],
  ["a flag", [true], "scopes__0", "invalid_input", "Not a valid string."],
  [
    "everything",
    ["*"],
    "scopes",
    "invalid_input",
    "Wildcard scope '*' is not allowed for project API keys. Please specify explicit scopes.",
  ],
  ["an unknown object", ["moon:read"], "scopes", "invalid_input", "Invalid scope: moon:read"],
  ["an unknown action", ["endpoint:run"], "scopes", "invalid_input", "Invalid scope: endpoint:run"],
  ["no action", ["endpoint"], "scopes", "invalid_input", "Invalid scope: endpoint"],
] as const) {
  test(`a key cannot have ${words} for scopes`, async ({ us }) => {
    expectInvalid(await create(us, { label: "L", scopes }), attr, code, detail);
  });
}

for (const [words, label, code, detail] of [
  ["nothing", undefined, "required", "This field is required."],
  ["nothing at all", null, "null", "This field may not be null."],
  ["space", "\t ", "blank", "This field may not be blank."],
  ["41 letters", "x".repeat(41), "max_length", "Ensure this field has no more than 40 characters."],
] as const) {
  test(`a key cannot have ${words} for a label, which is told before its scopes`, async ({ us }) => {
    expectInvalid(await create(us, { label, scopes: "x" }), "label", code, detail);
  });
}

test("a label is used once in a project, to the letter", async ({ us }) => {
  await newSecretKey(us, { label: "Server" });
  const detail = "Project secret API key with label 'Server' already exists.";
  expectInvalid(await create(us, { label: " Server", scopes: SCOPES }), null, "invalid_input", detail);
  expect((await create(us, { label: "server", scopes: SCOPES })).status).toBe(201);
});

test("a form makes a key by repeating its scopes", async ({ us }) => {
  const fields: [string, string][] = [
    ["label", "Form"],
    ["scopes", "endpoint:read"],
    ["scopes", "feature_flag:read"],
  ];
  const answer = await us.form(KEYS, fields, ADMIN);
  expect(answer.body).toMatchObject({ label: "Form", scopes: ["endpoint:read", "feature_flag:read"] });
});

test("changing one thing about a key keeps the other, and the secret", async ({ us }) => {
  const { id, body } = await newSecretKey(us);
  const hidden = { ...Object(body), value: null };
  expect((await change(us, id, {})).body).toEqual(hidden);
  expect((await change(us, id, { label: "New" })).body).toEqual({ ...hidden, label: "New" });
  const scopes = ["feature_flag:read"];
  expect((await change(us, id, { scopes })).body).toEqual({ ...hidden, label: "New", scopes });
  expectInvalid(await change(us, id, { scopes: [] }), "scopes", "empty", "This list may not be empty.");
});

test("replacing a key needs everything", async ({ us }) => {
  const { id } = await newSecretKey(us);
  const path = `${KEYS}/${id}`;
  const partial = await call(us, "PUT", path, ADMIN, { label: "New" });
  expectInvalid(partial, "scopes", "required", "This field is required.");
  const whole = await call(us, "PUT", path, ADMIN, { label: "New", scopes: SCOPES });
  expect(whole.status).toBe(200);
  expect(whole.body).toMatchObject({ id, label: "New", value: null });
});

test("a label that another key has breaks the server on a change, its own does not", async ({ us }) => {
  const [first] = [await newSecretKey(us, { label: "First" }), await newSecretKey(us, { label: "Second" })];
  expectBroken(await change(us, first.id, { label: "Second" }));
  expect((await change(us, first.id, { label: "First" })).status).toBe(200);
});

test("a deleted key is gone for every call", async ({ us }) => {
  const { id } = await newSecretKey(us);
  expect(await call(us, "DELETE", `${KEYS}/${id}`)).toMatchObject({ status: 204, text: "" });
  expect(await countOf(us, KEYS)).toBe(0);
  expectMissing(await change(us, id, { label: "x" }));
  expectMissing(await call(us, "POST", `${KEYS}/${id}/roll`));
});

test("environments are projects by their older name", async ({ us }) => {
  const project = await projectOf(us);
  const { id, body } = await newSecretKey(us);
  const older = `/api/environments/${project}/project_secret_api_keys`;
  expect((await call(us, "GET", `${older}/${id}`)).body).toEqual({ ...Object(body), value: null });
  const made = await call(us, "POST", older, ADMIN, { label: "Older", scopes: SCOPES });
  expect(made.status).toBe(201);
  expect(await countOf(us, `/api/projects/${project}/project_secret_api_keys`)).toBe(2);
  expect((await call(us, "POST", `${older}/${id}/roll`)).status).toBe(200);
  expect((await call(us, "DELETE", `${older}/${id}`)).status).toBe(204);
});

test("a key whose maker is gone was made by no one", async ({ us }) => {
  const { email } = await newColleague(us, "admin");
  const { id } = await newSecretKey(us, {}, await session(us, email));
  await deleteUser(us, email);
  expect((await call(us, "GET", `${KEYS}/${id}`)).body).toMatchObject({ created_by: null });
});
