import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "@playwright/test";
import { posthogMessages } from "../../lib/connection/posthog-messages";
import { requestAccount } from "../../lib/posthog/account-requests";
import { configureClient } from "../../lib/posthog/client";
import { mintDeepLink } from "../../lib/posthog/deep-links";
import {
  clientErrorCodes,
  managementErrorCodes,
  type PostHogError,
  upstreamErrorCodes,
} from "../../lib/posthog/errors";
import { provisionProject } from "../../lib/posthog/resources";
import { createPkcePair, exchangeCode } from "../../lib/posthog/tokens";

type Answer = (request: Request) => Response | Promise<Response>;

const NOW = Date.UTC(2026, 0, 1);

function configAnswering(answer: Answer, timeoutMs = 1000) {
  return configureClient({
    baseUrls: { US: "https://us.example", EU: "https://eu.example" },
    clientId: "https://app.example/.well-known/posthog-client.json",
    now: () => NOW,
    timeoutMs,
    fetch: async (input, init) => answer(new Request(input, init)),
  });
}

const accountRequest = {
  id: "1",
  email: "a@b.c",
  region: "EU",
  scopes: ["user:read"],
  codeChallenge: "c",
} as const;
const grant = { region: "US", code: "code", codeVerifier: "v".repeat(43) } as const;
const tokens = { token_type: "bearer", access_token: "pha_a", refresh_token: "phr_r", expires_in: 3600 };
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => "no error",
    (error: PostHogError) => error.code,
  );

test.describe("every request", () => {
  test("carries the API version and goes to the region's own host", async () => {
    const seen: Request[] = [];
    const config = configAnswering((request) => {
      seen.push(request);
      return Response.json({ type: "oauth", oauth: { code: "c" } });
    });
    await requestAccount(config, accountRequest);
    expect(seen[0]?.url).toBe("https://eu.example/api/agentic/provisioning/account_requests");
    expect(seen[0]?.headers.get("api-version")).toBe("0.1d");
    expect(await seen[0]?.json()).toMatchObject({
      configuration: { region: "EU" },
      code_challenge_method: "S256",
    });
  });

  test("gives up after its time limit", async () => {
    const config = configureClient({
      baseUrls: { US: "https://us.example", EU: "https://eu.example" },
      clientId: "x",
      timeoutMs: 20,
      fetch: (_input, init) =>
        new Promise((_, reject) =>
          init?.signal?.addEventListener("abort", () => reject(init.signal?.reason)),
        ),
    });
    expect(await code(requestAccount(config, accountRequest))).toBe("timeout");
    const end = Date.now() + 20;
    expect(await code(exchangeCode({ ...config, deadline: () => end }, grant))).toBe("timeout");
  });

  test("waits longer than that for the answer to an exchange, because it uses up what it is given", async () => {
    const config = configAnswering(async () => {
      await sleep(200);
      return Response.json(tokens);
    }, 20);
    expect((await exchangeCode(config, grant)).tokens.accessToken).toBe("pha_a");
  });

  test("follows no redirect, which would carry the token along", async () => {
    const modes: string[] = [];
    const config = configAnswering((request) => {
      modes.push(request.redirect);
      return Response.json({}, { status: 403 });
    });
    await code(mintDeepLink(config, { region: "US", accessToken: "pha_a" }));
    expect(modes).toEqual(["error"]);
  });
});

test.describe("an error answer", () => {
  for (const [shape, status, body, expected] of [
    ["typed", 403, { type: "error", error: { code: "forbidden", message: "no" } }, "forbidden"],
    ["with a status", 400, { status: "error", id: "", error: { code: "no_team", message: "no" } }, "no_team"],
    ["of OAuth", 400, { error: "invalid_grant", error_description: "no" }, "invalid_grant"],
    ["of a failed region hop", 502, { error: { code: "proxy_failed", message: "no" } }, "proxy_failed"],
    [
      "of the REST framework",
      401,
      { type: "x", code: "unauthorized", detail: "no", attr: null },
      "unauthorized",
    ],
    ["with a code no one knows", 418, { error: { code: "teapot", message: "no" } }, "unknown_error"],
    [
      "a throttle of the framework",
      429,
      { type: "throttled_error", code: "throttled", detail: "" },
      "rate_limited",
    ],
    ["without JSON", 503, "<html>down</html>", "unexpected_response"],
    ["empty", 429, "", "rate_limited"],
    [
      "about an unregistered client",
      401,
      {
        type: "error",
        error: { code: "unauthorized", message: "Register it at POST …/client_registration" },
      },
      "client_not_registered",
    ],
    [
      "about a client known from the time before it signed",
      401,
      {
        type: "error",
        error: { code: "unauthorized", message: "This client does not authenticate with a client assertion" },
      },
      "client_not_registered",
    ],
    [
      "about a client that does not sign any more",
      401,
      { type: "error", error: { code: "unauthorized", message: "This client must authenticate" } },
      "unauthorized",
    ],
    [
      "about the tier",
      403,
      { status: "error", error: { code: "forbidden", message: "not available for this partner's tier." } },
      "deep_links_not_in_tier",
    ],
  ] as const) {
    test(`${shape} becomes ${expected}`, async () => {
      const text = typeof body === "string" ? body : JSON.stringify(body);
      const config = configAnswering(() => new Response(text, { status }));
      expect(await code(mintDeepLink(config, { region: "US", accessToken: "pha_a" }))).toBe(expected);
    });
  }

  test("keeps the seconds to wait and the request id, and nothing of what PostHog wrote", async () => {
    const config = configAnswering(() =>
      Response.json(
        { error: { code: "rate_limited", message: "secret pha_abc" } },
        { status: 429, headers: { "retry-after": "17", "x-request-id": "req-9" } },
      ),
    );
    const error = await mintDeepLink(config, { region: "US", accessToken: "pha_a" }).catch(
      (thrown) => thrown,
    );
    expect(error.details).toEqual({ status: 429, retryAfterSeconds: 17, requestId: "req-9" });
    expect(JSON.stringify({ ...error, message: error.message, stack: error.stack })).not.toContain("pha_abc");
  });

  test("has words on the screen, whatever its code", () => {
    for (const each of [...upstreamErrorCodes, ...clientErrorCodes, ...managementErrorCodes]) {
      const { title, body, next } = posthogMessages[each];
      expect(
        [title, body, next].every((text) => text.length > 5),
        each,
      ).toBe(true);
    }
  });
});

test.describe("a success that is not one", () => {
  for (const [what, answer] of [
    ["HTML", () => new Response("<html></html>")],
    ["broken JSON", () => new Response('{"type": "oauth", ')],
    ["another shape", () => Response.json({ type: "surprise" })],
  ] as const) {
    test(`(${what}) is an unexpected response`, async () => {
      const config = configAnswering(answer);
      expect(await code(requestAccount(config, accountRequest))).toBe("unexpected_response");
      expect(await code(exchangeCode(config, grant))).toBe("unexpected_response");
      expect(await code(provisionProject(config, { region: "US", accessToken: "pha_a" }))).toBe(
        "unexpected_response",
      );
    });
  }

  test("a consent or deep link elsewhere than at PostHog is refused", async () => {
    const consent = configAnswering(() =>
      Response.json({ type: "requires_auth", requires_auth: { url: "https://evil.example/?state=abc" } }),
    );
    expect(await code(requestAccount(consent, accountRequest))).toBe("unexpected_response");
    const link = configAnswering(() =>
      Response.json({
        url: "https://evil.example/agentic/login",
        expires_at: "2026-01-01T00:10:00.123456+00:00",
      }),
    );
    expect(await code(mintDeepLink(link, { region: "US", accessToken: "pha_a" }))).toBe(
      "unexpected_response",
    );
  });
});

test.describe("tokens", () => {
  test("arrive even when the rest of the answer is a surprise", async () => {
    const config = configAnswering(() => Response.json({ ...tokens, account: "surprise" }));
    expect(await exchangeCode(config, grant)).toEqual({
      tokens: { accessToken: "pha_a", refreshToken: "phr_r", expiresAt: new Date(NOW + 3_600_000) },
      teams: [],
    });
  });

  test("are asked for in a form, with the verifier and nothing in the address", async () => {
    const seen: Request[] = [];
    const config = configAnswering((request) => {
      seen.push(request);
      return Response.json({ ...tokens, account: { id: "o", available_teams: [] } });
    });
    await exchangeCode(config, grant);
    expect(seen[0]?.url).toBe("https://us.example/api/agentic/oauth/token");
    expect(seen[0]?.headers.get("api-version")).toBe("0.1d");
    const form = new URLSearchParams(await seen[0]?.text());
    expect(Object.fromEntries(form)).toMatchObject({ grant_type: "authorization_code", code: "code" });
  });
});

test("a PKCE challenge is the S256 hash of its verifier", async () => {
  const { codeVerifier, codeChallenge } = await createPkcePair();
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(codeVerifier));
  expect(codeChallenge).toBe(Buffer.from(hash).toString("base64url"));
  expect(codeVerifier).toMatch(/^[\w-]{43,128}$/);
});
