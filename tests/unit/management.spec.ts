import { expect, test } from "@playwright/test";
import { None } from "oauth4webapi";
import { z } from "zod";
import type { ClientConfig } from "../../lib/posthog/config";
import type { PostHogError } from "../../lib/posthog/errors";
import { callManagementApi, listManagementApi } from "../../lib/posthog/management";
import { createResilience } from "../../lib/posthog/resilience";
import { ServerClocks } from "../../lib/posthog/server-clocks";

const bearer = { region: "US", credential: "phx_key" } as const;
const path = "/api/organizations/o/proxy_records/";

/** A client whose server answers its n-th request as planned, and the requests it got. */
function planned(plan: (request: Request, call: number) => Response) {
  const requests: Request[] = [];
  const config: ClientConfig = {
    baseUrls: { US: "https://us.example", EU: "https://eu.example" },
    clientId: "x",
    authenticate: None(),
    clocks: new ServerClocks(),
    now: Date.now,
    registrationTimeoutMs: 1_000,
    timeoutMs: 1000,
    deadline: () => undefined,
    resilience: createResilience(),
    fetch: async (input, init) => {
      const request = new Request(input, init);
      requests.push(request);
      return plan(request, requests.length);
    },
  };
  return { config, requests };
}

const failure = (promise: Promise<unknown>): Promise<PostHogError> =>
  promise.then(
    () => Promise.reject(new Error("nothing went wrong")),
    (error: PostHogError) => error,
  );

const post = (config: ClientConfig) =>
  callManagementApi(config, {
    ...bearer,
    method: "POST",
    path,
    body: { domain: "e.example" },
    schema: z.object({ id: z.string() }),
  });

const remove = (config: ClientConfig) =>
  callManagementApi(config, { ...bearer, method: "DELETE", path, schema: z.unknown() });

const refused = (status: number, body: unknown) => planned(() => Response.json(body, { status })).config;

test("a call carries the key to its region, and JSON where there is a body", async () => {
  const { config, requests } = planned(() => Response.json({ id: "1" }, { status: 201 }));
  expect(await post(config)).toEqual({ id: "1" });
  const [request] = requests;
  expect(request?.url).toBe(`https://us.example${path}`);
  expect(request?.headers.get("authorization")).toBe("Bearer phx_key");
  expect(await request?.json()).toEqual({ domain: "e.example" });
});

test("every 2xx is a success, with a body or without", async () => {
  for (const answer of [
    () => new Response(null, { status: 204 }),
    () => Response.json({ success: true }),
    () => new Response("", { status: 202 }),
  ]) {
    await remove(planned(answer).config);
  }
  expect(await post(planned(() => Response.json({ id: "1", later: {} })).config)).toEqual({ id: "1" });
});

test("what creates is asked once, whatever happens; what can be repeated is", async () => {
  const broken = () => Response.json({ detail: "A server error occurred.", code: "error" }, { status: 500 });
  const creating = planned(broken);
  expect((await failure(post(creating.config))).code).toBe("server_error");
  expect(creating.requests).toHaveLength(1);
  const removing = planned((_, call) => (call === 1 ? broken() : new Response(null, { status: 204 })));
  await remove(removing.config);
  expect(removing.requests).toHaveLength(2);
});

test("errors that PostHog put into words never close the region to others, silence does", async () => {
  const worded = refused(500, { detail: "A server error occurred." });
  for (let n = 0; n < 8; n += 1) expect((await failure(post(worded))).code).toBe("server_error");
  const down = planned(() => new Response("<html>", { status: 502 }));
  for (let n = 0; n < 8; n += 1) await failure(post(down.config));
  expect((await failure(post(down.config))).code).toBe("unavailable");
  expect(down.requests).toHaveLength(5);
});

for (const [status, detail, expected] of [
  [401, "Personal API key found in request Authorization header is invalid.", "unauthorized"],
  [403, "API keys with scoped projects are only supported on project-based endpoints.", "scoped_projects"],
  [403, "API key missing required scope 'project:write'", "missing_scope"],
  [403, "This action does not support personal API key access", "personal_api_key_unsupported"],
  [403, "This action does not support Personal API Key access", "personal_api_key_unsupported"],
  [403, "Your organization access level is insufficient.", "access_level_insufficient"],
  [403, "You don't have sufficient permissions in the project.", "access_level_insufficient"],
  [403, "This action requires you to be recently authenticated.", "reauthentication_required"],
  [403, "API key does not have access to the requested project: ID 7.", "forbidden"],
  [404, "Not found.", "not_found"],
  [404, "Endpoint not found.", "endpoint_not_found"],
  [429, "Request was throttled. Expected available in 9 seconds.", "rate_limited"],
  [500, "Failed to start provisioning workflow.", "server_error"],
  [400, "Maximum of 2 proxy records per organization.", "validation_error"],
  [418, "I am a teapot.", "unknown_error"],
] as const) {
  test(`${status} “${detail}” is ${expected}, with or without the other keys`, async () => {
    for (const body of [{ detail }, { type: "x", code: "y", detail, attr: null, extra: {} }]) {
      const error = await failure(post(refused(status, body)));
      expect(error).toMatchObject({ code: expected, details: { status, detail } });
    }
  });
}

test("a refusal names the field it is about, and what cannot be read is not told as PostHog's words", async () => {
  const body = { type: "validation_error", detail: "This field may not be blank.", attr: "label" };
  expect((await failure(post(refused(400, body)))).details).toMatchObject({ attr: "label" });
  const parse = { type: "invalid_request", code: "parse_error", detail: "JSON parse error - x", attr: null };
  expect((await failure(post(refused(400, parse)))).code).toBe("invalid_request");
  const html = planned(() => new Response("<html>Not found</html>", { status: 404 })).config;
  const error = await failure(post(html));
  expect(error.code).toBe("unexpected_response");
  expect(error.details).not.toHaveProperty("detail");
});

test("PostHog's sentence is cut to a sensible length, and never repeats a key", async () => {
  const key = `phx_${"a1B2".repeat(12)}`;
  const long = await failure(post(refused(400, { detail: `Invalid scope: ${key} ${"🐹".repeat(400)}` })));
  expect(JSON.stringify(long)).not.toContain("a1B2");
  expect(long.details.detail).toMatch(/^Invalid scope: … 🐹/u);
  expect([...(long.details.detail ?? "")]).toHaveLength(301);
});

test.describe("a list", () => {
  const item = z.object({ id: z.number() });
  const list = (config: ClientConfig) => listManagementApi(config, { ...bearer, path, item });
  const page = (ids: number[], next: unknown) =>
    Response.json({ count: 4, next, previous: null, results: ids.map((id) => ({ id })) });

  test("is read to its end, by the links that PostHog gives", async () => {
    const { config, requests } = planned((_, call) =>
      call === 1
        ? page([1, 2], "https://us.example/api/organizations/o/proxy_records?limit=2&offset=2")
        : page([3], null),
    );
    expect(await list(config)).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
    expect(requests.map(({ url }) => url)).toEqual([
      `https://us.example${path}`,
      `https://us.example${path}?limit=2&offset=2`,
    ]);
  });

  for (const next of [
    "https://evil.example/api/organizations/o/proxy_records/?offset=2",
    "http://us.example/api/organizations/o/proxy_records/?offset=2",
    "https://us.example/api/organizations/other/proxy_records/?offset=2",
    "not an address",
  ]) {
    test(`that leads to ${next} gets no key sent there`, async () => {
      const { config, requests } = planned(() => page([1], next));
      expect((await failure(list(config))).code).toBe("unexpected_response");
      expect(requests).toHaveLength(1);
    });
  }

  test("that never ends is given up", async () => {
    const { config } = planned((_, call) => page([call], `https://us.example${path}?offset=${call}`));
    expect((await failure(list(config))).code).toBe("unexpected_response");
  });
});
