import { expect, test } from "@playwright/test";
import { configureClient } from "../../lib/posthog/client";
import type { PostHogError } from "../../lib/posthog/errors";
import { exchangeCode, refreshTokens } from "../../lib/posthog/tokens";

const NOW = Date.UTC(2026, 0, 1);

const configAnswering = (answer: () => Response) =>
  configureClient({
    baseUrls: { US: "https://us.example", EU: "https://eu.example" },
    clientId: "https://app.example/.well-known/posthog-client.json",
    now: () => NOW,
    fetch: async () => answer(),
  });

const grant = { region: "US", code: "code", codeVerifier: "v".repeat(43) } as const;
const access = { token_type: "bearer", access_token: "pha_a" };
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => "no error",
    (error: PostHogError) => error.code,
  );

test.describe("tokens", () => {
  const both = { ...access, refresh_token: "phr_r" };

  for (const [what, status, body] of [
    ["no expires_in", 200, both],
    ["expires_in 0", 200, { ...both, expires_in: 0 }],
    ["expires_in -1", 200, { ...both, expires_in: -1 }],
    ["expires_in null", 200, { ...both, expires_in: null }],
    ["expires_in in words", 200, { ...both, expires_in: "an hour" }],
    ["an absurd expires_in", 200, { ...both, expires_in: 10 ** 12 }],
    ["scope null", 200, { ...both, scope: null }],
    ["a list as scope", 200, { ...both, scope: ["query:read"] }],
    ["no token_type", 200, { access_token: "pha_a", refresh_token: "phr_r" }],
    ["a nonsense id_token", 200, { ...both, id_token: "nonsense" }],
    ["status 201", 201, both],
  ] as const) {
    test(`with ${what} are tokens all the same, for an hour`, async () => {
      const config = configAnswering(() => Response.json(body, { status }));
      const saved = { accessToken: "pha_a", refreshToken: "phr_r", expiresAt: new Date(NOW + 3_600_000) };
      expect(await refreshTokens(config, { region: "US", refreshToken: "phr_old" })).toEqual(saved);
      expect((await exchangeCode(config, grant)).tokens).toEqual(saved);
    });
  }

  test("without a refresh token keep the old one after a refresh, and are refused after a code exchange", async () => {
    const config = configAnswering(() => Response.json(access));
    expect(await refreshTokens(config, { region: "US", refreshToken: "phr_old" })).toMatchObject({
      accessToken: "pha_a",
      refreshToken: "phr_old",
    });
    expect(await code(exchangeCode(config, grant))).toBe("unexpected_response");
  });

  test("that were cut off in the middle are lost, which the next try shows", async () => {
    const answers = [
      () =>
        new Response('{"access_token":"pha_a","refr', { headers: { "content-type": "application/json" } }),
      () => Response.json({ error: "invalid_grant" }, { status: 400 }),
    ];
    const config = configAnswering(() => answers.shift()?.() ?? Response.error());
    expect(await code(refreshTokens(config, { region: "US", refreshToken: "phr_old" }))).toBe("renewal_lost");
  });
});
