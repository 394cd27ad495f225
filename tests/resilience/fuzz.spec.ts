import { once } from "node:events";
import { request } from "node:http";
import { expect, test } from "../e2e/support/fixtures";
import { Person } from "./support/person";
import { signIn } from "./support/story";
import { type Action, listActions, listRoutes } from "./support/surface";

const METHODS = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "PROPFIND"];
const ORIGINS = ["https://evil.example", "null", "not an address", ""];
const QUERIES = [
  "",
  "?%",
  "?%ff=%00",
  "?state=%00&code=%ff",
  "?callbackUrl=%00",
  "?callbackUrl=//evil",
  "?a=1&a=2",
];
const IDS = ["..", "%2e%2e", "%2F", "%00", "%ff", "%", "a".repeat(3000), "'", "🐇", "0", "__proto__", "-1"];
const BODIES: readonly (readonly [type: string, body: string])[] = [
  ["", ""],
  ["application/json", "{"],
  ["application/json", '{"__proto__":{"a":1}}'],
  ["application/x-www-form-urlencoded", "a=%ff&%=%&csrfToken=%00"],
  ["multipart/form-data", "no boundary"],
  ["multipart/form-data; boundary=x", "garbage"],
  [
    "multipart/form-data; boundary=x",
    '--x\r\nContent-Disposition: form-data; name="$ACTION_ID_zz"\r\n\r\n\r\n--x--',
  ],
  [
    "multipart/form-data; boundary=x",
    '--x\r\nContent-Disposition: form-data; name="$ACTION_REF_1"\r\n\r\n\r\n--x--',
  ],
  ["text/plain;charset=UTF-8", '["$K1"]'],
  ["text/plain;charset=UTF-8", "[".repeat(60_000)],
  ["image/png", "\u0000\u0001"],
];
const COOKIES = [
  "next-auth.session-token=%ff",
  "next-auth.csrf-token=%|%",
  "posthog_flow_x=%; ;=;",
  "a".repeat(4000),
];

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** Sends a request without normalizing its path, and returns the status; rejects if there is no response. */
async function send(appUrl: string, { method, path, headers = {}, body = "" }: Sent): Promise<number> {
  const length = method === "POST" || body ? { "content-length": String(Buffer.byteLength(body)) } : {};
  const sent = request(appUrl, { method, path, headers: { ...headers, ...length }, agent: false });
  sent.end(body);
  const [response] = await once(sent, "response");
  response.resume();
  await once(response, "close");
  return response.statusCode;
}

/** A path as it goes over the wire: Node refuses characters that a browser would encode. */
const onTheWire = (path: string): string => path.replace(/[^!-~]/gu, encodeURIComponent);

/** Every path of the app, with each kind of wrong id. */
const paths = listRoutes().flatMap((route) =>
  route.includes("[") ? IDS.map((id) => route.replace(/\[[^\]]+\]/g, id)) : [route],
);

/** Sends them all, a few at a time, and returns those that were answered with a 5xx or not at all. */
async function findDefects(appUrl: string, all: readonly Sent[]): Promise<string[]> {
  const defects: string[] = [];
  const waiting = [...all];
  const work = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const status = await send(appUrl, next).catch(String);
      if (typeof status === "number" && status < 500) continue;
      defects.push(
        `${next.method} ${next.path.slice(0, 80)} ${JSON.stringify(next).slice(0, 300)}: ${status}`,
      );
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
  return defects;
}

test("no method, origin, id, query or cookie makes a route fail", async ({ world: { appUrl } }) => {
  test.setTimeout(300_000);
  const requests = paths.flatMap((route): Sent[] => {
    const path = onTheWire(route);
    return [
      ...METHODS.map((method) => ({ method, path, headers: { origin: appUrl } })),
      ...ORIGINS.map((origin) => ({ method: "POST", path, headers: origin ? { origin } : {} })),
      ...QUERIES.map((query) => ({ method: "GET", path: path + query })),
      ...COOKIES.map((cookie) => ({ method: "GET", path, headers: { cookie } })),
    ];
  });
  expect(requests.length).toBeGreaterThan(1_000);
  expect(await findDefects(appUrl, requests)).toEqual([]);
});

test("no body makes a route fail", async ({ world: { appUrl } }) => {
  test.setTimeout(300_000);
  const requests = listRoutes().flatMap((path) =>
    BODIES.flatMap(([type, body]) =>
      ["", "0".repeat(42), "none"].map(
        (action): Sent => ({
          method: "POST",
          path: onTheWire(path),
          headers: {
            origin: appUrl,
            ...(type ? { "content-type": type } : {}),
            ...(action ? { "next-action": action } : {}),
          },
          body,
        }),
      ),
    ),
  );
  expect(await findDefects(appUrl, requests)).toEqual([]);
});

test("no input makes an action fail, for someone who is signed in", async ({
  world: { appUrl },
  newEmail,
}) => {
  test.setTimeout(300_000);
  const defects = await Promise.all(
    listActions().map(async (action, n) => {
      const person = new Person(appUrl, `${n}-${newEmail}`);
      await signIn(person);
      return fuzzAction(appUrl, person, action);
    }),
  );
  expect(defects.flat()).toEqual([]);
});

const FIELDS = [
  "id",
  "region",
  "destination",
  "label",
  "name",
  "domain",
  "key",
  "scopes",
  "cimdUrl",
  "origin",
  "value",
];
const VALUES = [
  "",
  "..",
  "%2e%2e",
  "\u0000",
  "\ud800",
  "x".repeat(5000),
  "[]",
  "US",
  "🐇".repeat(100),
  "-1",
  "__proto__",
];

async function fuzzAction(appUrl: string, person: Person, { id, name, page }: Action): Promise<string[]> {
  const defects: string[] = [];
  const call = async (what: string, body: BodyInit, headers: Record<string, string> = {}) => {
    const init = { method: "POST", body, headers: { "next-action": id, origin: appUrl, ...headers } };
    const { status } = await person.request(new URL(page, appUrl), init);
    if (status >= 500) defects.push(`${name}, ${what}: ${status}`);
  };
  for (const value of VALUES) {
    const form = new FormData();
    for (const field of FIELDS) form.append(`1_${field}`, value);
    form.append("0", '[null,"$K1"]');
    await call(`every field is ${JSON.stringify(value).slice(0, 20)}`, form);
  }
  for (const [type, body] of BODIES) {
    await call(`${type} ${body.slice(0, 40)}`, body, type ? { "content-type": type } : {});
  }
  return defects;
}
