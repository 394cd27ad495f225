import { PostHog } from "posthog-node";
import { read } from "./support/answer";
import { expect, test } from "./support/fixtures";
import {
  ADMIN,
  call,
  expectForbidden,
  expectMissing,
  expectUnauthenticated,
  KEYS,
  keyOf,
  newSecretKey,
  PARTNER,
  projectOf,
} from "./support/management";
import { EXISTING, logIn } from "./support/people";
import { bearer, type Region } from "./support/region";

const READS_FLAGS = { scopes: ["feature_flag:read"] };
const DEFINITIONS = [
  "/flags/definitions",
  "/api/feature_flag/local_evaluation",
  "/api/feature_flag/local_evaluation/",
  "/api/projects/@current/feature_flags/local_evaluation",
];
const REMOTE_CONFIG = "/api/projects/@current/feature_flags/greenhouse/remote_config";

/** Creates a flag on the project's page. */
async function newFlag(region: Region, fields: Record<string, string> = {}) {
  const headers = await logIn(region, PARTNER);
  const path = `/project/${await projectOf(region)}/feature_flags`;
  const form = { action: "create", key: "greenhouse", rollout_percentage: "100", payload: "", ...fields };
  const sent = { ...form, csrfmiddlewaretoken: headers["x-csrftoken"] };
  const answer = await region.form(path, Object.entries(sent), {
    cookie: headers.cookie,
    origin: region.origin,
  });
  expect(answer.status, answer.text).toBe(303);
}

async function publicToken(region: Region): Promise<string> {
  const headers = await logIn(region, PARTNER);
  const { text } = await region.get(`/project/${await projectOf(region)}`, { cookie: headers.cookie });
  return /phc_\w+/.exec(text)?.[0] ?? "";
}

/** Evaluates a flag locally, as a server does, and returns the verdicts and the errors that the SDK reported. */
async function evaluate(region: Region, secretKey: string, people: string[]) {
  const posthog = new PostHog(await publicToken(region), { host: region.origin, secretKey });
  const problems: string[] = [];
  posthog.on("error", (error: unknown) => problems.push(String(error)));
  await posthog.reloadFeatureFlags();
  const verdicts: unknown[] = [];
  for (const person of people) {
    const flags = await posthog.evaluateFlags(person, { onlyEvaluateLocally: true });
    verdicts.push(flags.isEnabled("greenhouse"));
  }
  await posthog.shutdown();
  return { verdicts, problems };
}

test("posthog-node evaluates a flag locally with a new secret key", async ({ us }) => {
  await newFlag(us);
  const { value } = await newSecretKey(us, READS_FLAGS);
  const evaluations = await us.countRequests("POST", "/flags/");
  expect(await evaluate(us, value, ["rosa"])).toEqual({ verdicts: [true], problems: [] });
  expect(await us.countRequests("GET", "/flags/definitions")).toBeGreaterThan(0);
  expect(await us.countRequests("POST", "/flags/")).toBe(evaluations);
});

test("posthog-node and the server give a flag to the same half of the people", async ({ us }) => {
  await newFlag(us, { rollout_percentage: "50" });
  const { value } = await newSecretKey(us, READS_FLAGS);
  const people = Array.from({ length: 24 }, (_, n) => `person-${n}`);
  const { verdicts } = await evaluate(us, value, people);
  const token = await publicToken(us);
  const served = [];
  for (const distinct_id of people) {
    const { body } = await us.post("/flags/?v=2", { token, distinct_id });
    served.push(read(body, "flags", "greenhouse", "enabled"));
  }
  expect(served).toEqual(verdicts);
  expect(new Set(verdicts)).toEqual(new Set([true, false]));
});

test("posthog-node is refused with a rolled key, and served with the new one", async ({ us }) => {
  await newFlag(us);
  const { id, value } = await newSecretKey(us, READS_FLAGS);
  const rolled = await call(us, "POST", `${KEYS}/${id}/roll`);
  const { problems, verdicts } = await evaluate(us, value, ["rosa"]);
  expect(problems.join()).toContain("invalid");
  expect(verdicts).not.toEqual([true]);
  expect(await evaluate(us, String(read(rolled.body, "value")), ["rosa"])).toEqual({
    verdicts: [true],
    problems: [],
  });
});

for (const path of DEFINITIONS) {
  test(`${path} tells a secret key the project's flags, and a deleted key nothing`, async ({ us }) => {
    await newFlag(us, { payload: '{"colour": "green"}' });
    const { id, value } = await newSecretKey(us, READS_FLAGS);
    const answer = await call(us, "GET", path, bearer(value));
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      flags: [
        {
          key: "greenhouse",
          active: true,
          filters: { groups: [{ rollout_percentage: 100 }], payloads: { true: '{"colour":"green"}' } },
        },
      ],
      group_type_mapping: {},
      cohorts: {},
    });
    await call(us, "DELETE", `${KEYS}/${id}`);
    const refused = await call(us, "GET", path, bearer(value));
    expectUnauthenticated(refused, "authentication_failed", "Invalid project secret API key.");
  });
}

test("a secret key without the scope, or of another project, reads no flags", async ({ us }) => {
  const { value: other } = await newSecretKey(us, { scopes: ["endpoint:read"] });
  expectForbidden(
    await call(us, "GET", "/flags/definitions", bearer(other)),
    "API key missing required scope 'feature_flag:read'",
  );
  const { value } = await newSecretKey(us, { label: "Flags", ...READS_FLAGS });
  const foreign = await projectOf(us, EXISTING);
  expectForbidden(
    await call(us, "GET", `/api/projects/${foreign}/feature_flags/local_evaluation`, bearer(value)),
    `API key does not have access to the requested project: ID ${foreign}.`,
  );
});

test("a personal API key reads flags where it may, and no one does without a key", async ({ us }) => {
  await newFlag(us);
  const answer = await call(us, "GET", "/flags/definitions", await keyOf(us, PARTNER, ["feature_flag:read"]));
  expect(answer.body).toMatchObject({ flags: [{ key: "greenhouse" }] });
  expectForbidden(
    await call(us, "GET", "/flags/definitions", await keyOf(us, PARTNER, ["project:read"])),
    "API key missing required scope 'feature_flag:read'",
  );
  const token = await publicToken(us);
  expect((await call(us, "GET", `/flags/definitions?token=${token}`, {})).status).toBe(401);
  const foreign = await keyOf(us, EXISTING, ["*"]);
  const other = await call(us, "GET", `/flags/definitions?token=${token}`, foreign);
  expectForbidden(other, "You don't have access to the project.");
});

test("a project token that no one has is refused with any key", async ({ us }) => {
  const answer = await call(us, "GET", "/flags/definitions?token=phc_nobody", ADMIN);
  expectUnauthenticated(answer, "authentication_failed", "Incorrect authentication credentials.");
});

test("remote config is a flag's payload, for a secret key that lives", async ({ us }) => {
  await newFlag(us, { payload: '["tomato"]' });
  const { id, value } = await newSecretKey(us, READS_FLAGS);
  const posthog = new PostHog(await publicToken(us), { host: us.origin, secretKey: value });
  expect(await posthog.getRemoteConfigPayload("greenhouse")).toEqual(["tomato"]);
  await posthog.shutdown();
  expectMissing(await call(us, "GET", REMOTE_CONFIG.replace("greenhouse", "shed"), bearer(value)));
  await call(us, "DELETE", `${KEYS}/${id}`);
  expect((await call(us, "GET", REMOTE_CONFIG, bearer(value))).status).toBe(401);
});

test("using a key is noted, once an hour", async ({ us }) => {
  await us.freeze();
  const { id, value } = await newSecretKey(us, READS_FLAGS);
  const lastUsed = async () => read((await call(us, "GET", `${KEYS}/${id}`)).body, "last_used_at");
  const use = () => call(us, "GET", "/flags/definitions", bearer(value));
  expect(await lastUsed()).toBeNull();
  await use();
  const first = await lastUsed();
  expect(first).not.toBeNull();
  await us.advance(3599);
  await use();
  expect(await lastUsed()).toBe(first);
  await us.advance(1);
  await use();
  expect(await lastUsed()).not.toBe(first);
});
