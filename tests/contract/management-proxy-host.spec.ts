import { PostHog } from "posthog-node";
import { expect, test } from "./support/fixtures";
import { send } from "./support/http";
import { advance, call, newProxy, PROXIES } from "./support/management";
import { newProject, readEventNames } from "./support/projects";
import type { Region } from "./support/region";

interface Sent {
  method?: string;
  headers?: Record<string, string>;
  body?: unknown;
}

/** Reaches the region under another name, as a browser does once the name's DNS record points here. */
async function reach(region: Region, url: string, { method = "GET", headers = {}, body }: Sent = {}) {
  const { host, pathname, search } = new URL(url);
  const answer = await send(region.origin + pathname + search, {
    method,
    headers: { ...headers, host },
    ...(typeof body === "string" ? { body } : {}),
  });
  return new Response(answer.text, { status: answer.status });
}

const statusOf = async (region: Region, url: string) => (await reach(region, url)).status;

test("an event sent by posthog-node to a live proxy's domain arrives", async ({ us, partner }) => {
  const project = await newProject(us, partner);
  const { id, domain } = await newProxy(us);
  await advance(us, id, { status: "valid" });
  const posthog = new PostHog(project.token, {
    host: `https://${domain}`,
    disableCompression: true,
    fetch: (url, { method, headers, body }) => reach(us, url, { method, headers, body }),
  });
  posthog.capture({ distinctId: "rosa", event: "seeds ordered" });
  await posthog.shutdown();
  expect(await readEventNames(us, project.id)).toEqual(["seeds ordered"]);
});

for (const [status, isLive] of [
  ["waiting", false],
  ["issuing", false],
  ["valid", true],
  ["warning", true],
  ["erroring", false],
  ["timed_out", false],
  ["deleting", false],
] as const) {
  test(`the domain of a proxy that is ${status} ${isLive ? "takes" : "takes no"} events`, async ({
    us,
    partner,
  }) => {
    const project = await newProject(us, partner);
    const { id, domain } = await newProxy(us);
    await advance(us, id, { status });
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ api_key: project.token, event: "hello", distinct_id: "rosa" });
    const answer = await reach(us, `https://${domain}/i/v0/e/`, { method: "POST", headers, body });
    expect(answer.status).toBe(isLive ? 200 : await statusOf(us, "https://nobody.example/i/v0/e/"));
    expect(await readEventNames(us, project.id)).toEqual(isLive ? ["hello"] : []);
  });
}

test("a live proxy serves the SDK and its settings, and nothing else of PostHog", async ({ us }) => {
  const { id, domain } = await newProxy(us);
  await advance(us, id, { status: "valid" });
  expect(await statusOf(us, `https://${domain}/static/array.js`)).toBe(200);
  for (const path of ["/", "/login", "/_sandbox/users", "/api/organizations/@current/proxy_records"]) {
    expect(await statusOf(us, `https://${domain}${path}`)).toBe(421);
  }
});

test("a deleted proxy's domain is unknown again", async ({ us }) => {
  const { id, domain } = await newProxy(us);
  await advance(us, id, { status: "valid" });
  await call(us, "DELETE", `${PROXIES}/${id}`);
  await advance(us, id);
  expect(await statusOf(us, `https://${domain}/static/array.js`)).toBe(421);
});

test("a page whose name was made to point at this machine cannot drive the sandbox", async ({ us }) => {
  for (const path of ["/_sandbox/users", "/_sandbox", "/login"]) {
    expect(await statusOf(us, `http://rebound.example${path}`)).toBe(421);
  }
  expect(await statusOf(us, "http://localhost/_sandbox/health")).toBe(200);
});
