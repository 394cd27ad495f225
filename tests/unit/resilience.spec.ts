import { expect, test } from "@playwright/test";
import { requestAccount } from "../../lib/posthog/account-requests";
import { configureClient } from "../../lib/posthog/client";
import { mintDeepLink } from "../../lib/posthog/deep-links";
import type { PostHogError } from "../../lib/posthog/errors";
import { exchangeCode, refreshTokens } from "../../lib/posthog/tokens";

type Plan = (call: number) => Response | Promise<Response>;

const tokens = { token_type: "bearer", access_token: "pha_a", refresh_token: "phr_r", expires_in: 3600 };
const link = {
  url: "https://us.example/agentic/login?token=t",
  expires_at: "2026-01-01T00:10:00.123456+00:00",
};

/** A client whose server answers its n-th call as planned; counts the calls. */
function planned(plan: Plan, end?: number) {
  let calls = 0;
  let deadline = end;
  const config = configureClient({
    baseUrls: { US: "https://us.example", EU: "https://eu.example" },
    clientId: "https://app.example/.well-known/posthog-client.json",
    timeoutMs: 5000,
    deadline: () => deadline,
    fetch: async (_url, init) => {
      calls += 1;
      init?.signal?.throwIfAborted();
      return plan(calls);
    },
  });
  return {
    config,
    calls: () => calls,
    extend: () => {
      deadline = undefined;
    },
    open: () => mintDeepLink(config, { region: "US", accessToken: "pha_a" }),
  };
}

const status = (code: number, headers = {}) => new Response("{}", { status: code, headers });
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => "ok",
    (error: PostHogError) => error.code,
  );

test.describe("a call that is safe to repeat", () => {
  for (const [what, failure] of [
    ["a lost connection", () => Promise.reject(new TypeError("fetch failed"))],
    ["a 408", () => status(408)],
    ["a 425", () => status(425)],
    ["a 429 without a time", () => status(429)],
    ["a 429 that asks for a second", () => status(429, { "retry-after": "1" })],
    ["a 500", () => status(500)],
    ["a 503", () => status(503)],
  ] as const) {
    test(`is repeated after ${what}`, async () => {
      const { open, calls } = planned((call) => (call === 1 ? failure() : Response.json(link)));
      expect(await code(open())).toBe("ok");
      expect(calls()).toBe(2);
    });
  }

  for (const [what, failure] of [
    ["a 400", () => status(400)],
    ["a 403", () => status(403)],
    ["a success in a wrong shape", () => Response.json({})],
    ["a 429 that asks for more than a person waits", () => status(429, { "retry-after": "60" })],
  ] as const) {
    test(`is not repeated after ${what}`, async () => {
      const { open, calls } = planned(failure);
      expect(await code(open())).not.toBe("ok");
      expect(calls()).toBe(1);
    });
  }

  test("is given up after the third try", async () => {
    const { open, calls } = planned(() => status(503));
    expect(await code(open())).toBe("unexpected_response");
    expect(calls()).toBe(3);
  });

  test("waits as long as PostHog asks", async () => {
    const { open } = planned((call) =>
      call === 1 ? status(429, { "retry-after": "1" }) : Response.json(link),
    );
    const began = performance.now();
    await open();
    expect(performance.now() - began).toBeGreaterThan(990);
  });

  for (const [what, left] of [
    ["passed", -1],
    ["nearly passed", 400],
  ] as const) {
    test(`is not made when the deadline of its action has ${what}, and opens no breaker`, async () => {
      const { open, calls, extend } = planned(() => Response.json(link), Date.now() + left);
      for (let click = 0; click < 6; click += 1) expect(await code(open())).toBe("timeout");
      expect(calls()).toBe(0);
      extend();
      expect(await code(open())).toBe("ok");
    });
  }

  test("is not repeated after the deadline of its action, which a pause may outlast", async () => {
    const { open, calls } = planned(() => status(429, { "retry-after": "1" }), Date.now() + 1000);
    expect(await code(open())).toBe("timeout");
    expect(calls()).toBe(1);
  });
});

test.describe("a call that could be done twice", () => {
  test("is made once: an account request", async () => {
    const { config, calls } = planned(() => status(503));
    const request = { id: "1", email: "a@b.c", region: "US", scopes: [], codeChallenge: "c" } as const;
    expect(await code(requestAccount(config, request))).toBe("unexpected_response");
    expect(calls()).toBe(1);
  });

  test("is made once: a code exchange", async () => {
    const { config, calls } = planned(() => Promise.reject(new TypeError("fetch failed")));
    expect(await code(exchangeCode(config, { region: "US", code: "c", codeVerifier: "v" }))).toBe("network");
    expect(calls()).toBe(1);
  });
});

test.describe("a renewal", () => {
  const spent = () => Response.json({ error: "invalid_grant" }, { status: 400 });
  const renew = (plan: Plan) => {
    const { config } = planned(plan);
    return code(refreshTokens(config, { region: "US", refreshToken: "phr_r" }));
  };

  test("is repeated: every refusal leaves the token as it was", async () => {
    expect(await renew((call) => (call === 1 ? status(502) : Response.json(tokens)))).toBe("ok");
  });

  test("whose token is refused after a lost answer is reported as renewal_lost", async () => {
    expect(await renew((call) => (call === 1 ? Promise.reject(new TypeError()) : spent()))).toBe(
      "renewal_lost",
    );
  });

  for (const [what, first] of [
    ["at once", spent],
    ["after PostHog asked for patience", () => status(429)],
  ] as const) {
    test(`whose token is refused ${what} was refused`, async () => {
      expect(await renew((call) => (call === 1 ? first() : spent()))).toBe("invalid_grant");
    });
  }
});

test.describe("the breaker", () => {
  test("answers at once after five failures in a row, for that region only", async () => {
    const { config, open, calls } = planned(() => status(503));
    await Promise.all([code(open()), code(open())]);
    const before = calls();
    // The fastest of several: a busy machine may delay one of them, but waiting for PostHog would delay them all.
    const durations: number[] = [];
    for (let n = 0; n < 5; n += 1) {
      const began = performance.now();
      expect(await code(open())).toBe("unavailable");
      durations.push(performance.now() - began);
    }
    expect(Math.min(...durations)).toBeLessThan(50);
    expect(calls()).toBe(before);
    expect(await code(mintDeepLink(config, { region: "EU", accessToken: "pha_a" }))).not.toBe("unavailable");
  });

  test("is not opened by refusals or rate limits", async () => {
    const { open } = planned((call) => (call % 2 ? status(403) : status(429, { "retry-after": "9" })));
    for (let click = 0; click < 12; click += 1) expect(await code(open())).not.toBe("unavailable");
  });
});
