import { once } from "node:events";
import { request } from "node:http";
import { expect, test } from "./support/fixtures";
import { sendForm } from "./support/shortcuts";
import type { World } from "./support/world";

/** One of each kind of answer. */
const ANSWERS: readonly (readonly [what: string, method: string, path: string, status: number])[] = [
  ["a page", "GET", "/", 200],
  ["a redirect", "GET", "/connection", 307],
  ["a redirect of the framework's", "GET", "/connection/", 308],
  ["a page that is not there", "GET", "/nowhere", 404],
  ["a file", "GET", "/icon.svg", 200],
  ["a file that is not there", "GET", "/_next/static/none.js", 404],
  ["an address that cannot be decoded", "GET", "/%E0%A4%A", 400],
  ["the document", "GET", "/.well-known/posthog-client.json", 200],
  ["a refusal", "POST", "/connection", 403],
  ["sign-in's session", "GET", "/api/auth/session", 200],
  ["a health check", "GET", "/api/health", 200],
];

/** Sends a request whose URL `fetch` would normalize. */
async function send({ appUrl }: World, method: string, path: string, headers: Record<string, string> = {}) {
  const sent = request(appUrl, { method, path, headers });
  sent.end();
  const [response] = await once(sent, "response");
  response.resume();
  return { status: response.statusCode, headers: response.headers };
}

for (const [what, method, path, status] of ANSWERS) {
  test(`${what} has every header that does not change`, async ({ world }) => {
    const answer = await send(world, method, path);
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
    });
    if (!/\.(svg|json)$/.test(path)) expect(answer.headers["cache-control"]).toContain("no-store");
  });
}

test("files of the build may be kept, and the document for a while", async ({ page, world }) => {
  await page.goto("/");
  const script = await page.locator("script[src]").first().getAttribute("src");
  const file = await send(world, "GET", script ?? "");
  expect(file.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  expect(file.headers["x-content-type-options"]).toBe("nosniff");
  const document = await send(world, "GET", "/.well-known/posthog-client.json");
  expect(document.headers["cache-control"]).toMatch(/^public, max-age=\d+$/);
});

test("a form that leads to PostHog is answered so that the browser does not send it on", async ({
  connected: page,
}) => {
  const answer = await sendForm(page, "/connection", "Open in PostHog");
  expect(answer.status()).toBe(303);
});

for (const [what, headers] of [
  ["more than 64 kB", { "content-length": "65537" }],
  ["a body that does not say how large it is", { "transfer-encoding": "chunked" }],
] as const) {
  test(`${what} is refused before it is sent`, async ({ world }) => {
    const sent = request(`${world.appUrl}/connection`, {
      method: "POST",
      headers: { origin: world.appUrl, ...headers },
    });
    // The body is never sent: the answer must not wait for it.
    sent.flushHeaders();
    const [response] = await once(sent, "response");
    sent.destroy();
    expect(response.statusCode).toBe(413);
    expect(response.headers["x-content-type-options"]).toBe("nosniff");
  });
}
