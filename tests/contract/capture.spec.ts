import { gzipSync } from "node:zlib";
import { type Answer, expectGeneric } from "./support/answer";
import { expect, test } from "./support/fixtures";
import { newProject, readEventNames, readEvents } from "./support/projects";
import type { Region } from "./support/region";

// What today's SDKs do not send, or only when something is wrong: other encodings, and everything that is refused.

const FORM = "application/x-www-form-urlencoded";
const base64 = (text: string) => Buffer.from(text).toString("base64");

function send(us: Region, path: string, body: string | Buffer, type = "text/plain"): Promise<Answer> {
  const bytes = typeof body === "string" ? body : new Uint8Array(body);
  return us.send(path, { method: "POST", headers: { "content-type": type }, body: bytes });
}

interface Wrapping {
  name: string;
  path?: string;
  type?: string;
  wrap(text: string): string | Buffer;
}

const WRAPPINGS: Wrapping[] = [
  { name: "JSON as plain text", wrap: (text) => text },
  { name: "gzip with a hint", path: "/e/?compression=gzip-js", wrap: (text) => gzipSync(text) },
  { name: "gzip without a hint", path: "/i/v0/e/", wrap: (text) => gzipSync(text) },
  { name: "base64 of JSON", wrap: base64 },
  { name: "base64 of gzip", wrap: (text) => gzipSync(text).toString("base64") },
  {
    name: "a form with base64 in it",
    path: "/e/?compression=base64",
    type: FORM,
    wrap: (text) => `data=${encodeURIComponent(base64(text))}`,
  },
  { name: "a form with JSON in it", type: FORM, wrap: (text) => `data=${encodeURIComponent(text)}` },
];

for (const { name, path = "/e/", type, wrap } of WRAPPINGS) {
  test(`an event arrives as ${name}`, async ({ us, partner }) => {
    const { id, token } = await newProject(us, partner);
    const event = { event: "seeds ordered?", distinct_id: "rosa>", properties: { token } };
    const answer = await send(us, path, wrap(JSON.stringify(event)), type);
    expect(answer).toMatchObject({ status: 200, body: { status: "Ok" } });
    expect(await readEventNames(us, id)).toEqual(["seeds ordered?"]);
  });
}

for (const path of ["/e", "/i/v0/e", "/batch", "/capture", "/track", "/engage", "/i/v0/ai/batch"]) {
  test(`${path} takes events with and without its last slash`, async ({ us, partner }) => {
    const { id, token } = await newProject(us, partner);
    for (const name of [path, `${path}/`]) {
      const batch = [{ event: name, distinct_id: "rosa" }];
      expect((await send(us, name, JSON.stringify({ api_key: token, batch }))).status).toBe(200);
    }
    expect(await readEventNames(us, id)).toEqual([path, `${path}/`]);
  });
}

test("a batch, a list and a single event are all understood", async ({ us, partner }) => {
  const { id, token } = await newProject(us, partner);
  const event = (name: string) => ({ event: name, distinct_id: "rosa", token });
  await send(us, "/batch/", JSON.stringify({ api_key: token, batch: [event("1")] }));
  await send(us, "/e/", JSON.stringify([event("2"), event("3")]));
  await send(us, "/capture/", JSON.stringify(event("4")));
  expect(await readEventNames(us, id)).toEqual(["1", "2", "3", "4"]);
});

test("an event may come in the address of a picture", async ({ us, partner }) => {
  const { id, token } = await newProject(us, partner);
  const data = base64(JSON.stringify({ event: "mail opened", distinct_id: "rosa", token }));
  const answer = await us.get(`/e/?data=${encodeURIComponent(data)}&beacon=1`);
  expect(answer.status).toBe(204);
  expect(await readEventNames(us, id)).toEqual(["mail opened"]);
});

test("a distinct id that is not a string becomes one, of at most 200 characters", async ({ us, partner }) => {
  const { id, token } = await newProject(us, partner);
  const batch = [23, "x".repeat(222)].map((distinct_id) => ({ event: "e", distinct_id }));
  await send(us, "/batch/", JSON.stringify({ api_key: token, batch }));
  expect((await readEvents(us, id)).map((event) => event.distinct_id)).toEqual(["23", "x".repeat(200)]);
});

test("the time of an event is corrected by the sender's clock", async ({ us, partner }) => {
  const { id, token } = await newProject(us, partner);
  await us.freeze();
  const now = await us.now();
  const batch = [{ event: "e", distinct_id: "rosa", timestamp: "2001-01-01T00:00:00Z" }];
  await send(us, "/batch/", JSON.stringify({ api_key: token, sent_at: "2001-01-01T00:01:00Z", batch }));
  expect(await readEvents(us, id)).toMatchObject([{ timestamp: new Date(now - 60_000).toISOString() }]);
});

test("a recording is accepted and not kept", async ({ us, partner }) => {
  const { id, token } = await newProject(us, partner);
  const properties = { token, distinct_id: "rosa", $session_id: "s", $snapshot_data: [] };
  const answer = await send(us, "/s/", JSON.stringify([{ event: "$snapshot", properties }]));
  expect(answer.status, answer.text).toBe(200);
  expect(await readEvents(us, id)).toEqual([]);
});

const event = (fields: object) => JSON.stringify({ event: "e", distinct_id: "rosa", ...fields });
const deep = `${"[".repeat(5000)}${"]".repeat(5000)}`;

const REFUSALS: [name: string, body: string | Buffer, status: number, reason: string][] = [
  ["without a token", event({}), 401, "event submitted without an api_key"],
  ["with an empty token", event({ token: " " }), 401, "API key is not valid: empty"],
  ["with a personal API key", event({ token: "phx_a" }), 401, "API key is not valid: personal_api_key"],
  ["with an overlong token", event({ token: "a".repeat(65) }), 401, "API key is not valid: too_long"],
  [
    "with two tokens",
    `[${event({ token: "a" })}, ${event({ token: "b" })}]`,
    401,
    "batch submitted with inconsistent api_key values",
  ],
  [
    "without a distinct id",
    event({ token: "a", distinct_id: null }),
    400,
    "event submitted without a distinct_id",
  ],
  ["without a name", event({ token: "a", event: "" }), 400, "event submitted with an empty event name"],
  ["without an event", `{"api_key": "a", "batch": []}`, 400, "request holds no event"],
  ["without a body", "", 400, "request missing data payload"],
  ["that is broken JSON", `{"event": `, 400, "failed to parse request: "],
  ["nested too deeply", deep, 400, "failed to parse request: "],
  ["that is broken gzip", Buffer.from([0x1f, 0x8b, 8, 1, 2]), 400, "failed to decode request: "],
  ["that is binary", Buffer.from([0xff, 0xfe, 0, 1]), 400, "failed to decode request: "],
  ["that unpacks to 30 MB", gzipSync(Buffer.alloc(30_000_000)), 413, "maximum event size exceeded"],
];

for (const [name, body, status, reason] of REFUSALS) {
  test(`a request ${name} is refused`, async ({ us }) => {
    const answer = await send(us, "/e/", body);
    expect(answer).toMatchObject({ status, text: expect.stringContaining(reason) });
    expect((await us.get("/_sandbox/health")).status).toBe(200);
  });
}

test("one bad event refuses its whole batch", async ({ us, partner }) => {
  const { id, token } = await newProject(us, partner);
  const batch = [{ event: "good", distinct_id: "rosa" }, { event: "bad" }];
  expect((await send(us, "/batch/", JSON.stringify({ api_key: token, batch }))).status).toBe(400);
  expect(await readEvents(us, id)).toEqual([]);
});

test("more than a megabyte is refused, and a browser may read so", async ({ us }) => {
  const headers = { origin: "https://garden.example" };
  const answer = await us.send("/e/", { method: "POST", headers, body: " ".repeat(1_100_000) });
  expectGeneric(answer, 413, "request_too_large");
  expect(answer.headers.get("access-control-allow-origin")).toBe("https://garden.example");
});

test("a page of any site may send events, with any header", async ({ us }) => {
  const answer = await us.send("/i/v0/e/", {
    method: "OPTIONS",
    headers: { origin: "https://garden.example", "access-control-request-headers": "x-anything" },
  });
  expect(answer.status).toBeLessThan(300);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "access-control-allow-origin": "https://garden.example",
    "access-control-allow-credentials": "true",
    "access-control-allow-headers": "x-anything",
    "access-control-allow-methods": "GET,POST,OPTIONS",
  });
});

test("a page of another site may send credentials only to the SDK's endpoints", async ({ us }) => {
  const origin = "https://garden.example";
  const allowed = async (path: string) => {
    const { headers } = await us.get(path, { origin });
    return ["origin", "credentials"].map((name) => headers.get(`access-control-allow-${name}`));
  };
  expect(await allowed("/api/surveys/")).toEqual([origin, "true"]);
  expect(await allowed("/api/agentic/provisioning/limits")).toEqual(["*", null]);
});

test("feature flags want a token and a distinct id", async ({ us, partner }) => {
  const { token } = await newProject(us, partner);
  const ask = async (body: object) => (await us.post("/flags/?v=2", body)).status;
  expect(await ask({ distinct_id: "rosa" })).toBe(401);
  expect(await ask({ token: "phc_wrong", distinct_id: "rosa" })).toBe(401);
  expect(await ask({ token })).toBe(400);
  expect(await ask({ token, distinct_id: "rosa" })).toBe(200);
});

test("a project keeps its latest 1,000 events", async ({ us, partner }) => {
  const { id, token } = await newProject(us, partner);
  const batch = Array.from({ length: 1005 }, (_, n) => ({ event: `e${n}`, distinct_id: "rosa" }));
  await send(us, "/batch/", JSON.stringify({ api_key: token, batch }));
  const names = await readEventNames(us, id);
  expect([names.length, names[0], names.at(-1)]).toEqual([1000, "e5", "e1004"]);
});
