import { expect, test } from "@playwright/test";
import { configuration } from "../../features";
import { authConfiguration } from "../../lib/auth/configuration";
import { ConfigurationError, requireConfiguration, type Variables } from "../../lib/platform/configuration";
import { env } from "../../lib/platform/env";

const key = Buffer.alloc(32, 7).toString("base64url");
const good = {
  AUTH_SECRET: "x".repeat(32),
  ENCRYPTION_KEYS: `k1:${key}`,
  GITHUB_ID: "id",
  GITHUB_SECRET: "secret",
};
const production = { ...good, NODE_ENV: "production", APP_URL: "https://app.example" };

/** What the app checks at its start, in other variables than this process has. */
const check = (variables: Variables) =>
  requireConfiguration(configuration.map((part) => ({ problems: () => part.problems(variables) })));

test.describe("the configuration", () => {
  test("names everything that is wrong at once, and repeats no value", () => {
    const wrong = { AUTH_SECRET: "short-and-secret", ENCRYPTION_KEYS: "k1:not base64", PORT: "banana" };
    const start = () => check(wrong);
    expect(start).toThrow(ConfigurationError);
    expect(start).toThrow(/AUTH_SECRET[\s\S]*ENCRYPTION_KEYS/);
    expect(start).toThrow(/PORT/);
    expect(start).not.toThrow(/short-and-secret|banana/);
  });

  test("takes an empty variable for an absent one", () => {
    const variables = { ...good, APP_URL: "", DATABASE_URL: "", PORT: "" };
    expect(() => check(variables)).not.toThrow();
    expect(env.read(variables)?.appUrl).toBe("http://localhost:3000");
  });

  test("knows operators whichever way their addresses are written", () => {
    const variables = { ...good, OPERATORS: " Ada@App.example,,grace@app.example " };
    expect(authConfiguration.read(variables)?.operators).toEqual(["ada@app.example", "grace@app.example"]);
  });

  test("lets the address follow the port until APP_URL says otherwise", () => {
    expect(env.read({ ...good, PORT: "4321" })?.appUrl).toBe("http://localhost:4321");
    expect(env.read({ ...good, APP_URL: "https://app.example/" })?.appUrl).toBe("https://app.example");
  });

  for (const [what, change] of [
    ["a path in APP_URL", { APP_URL: "https://app.example/app" }],
    ["a plain http PostHog that is not on this machine", { POSTHOG_US_URL: "http://us.posthog.com" }],
    ["two keys of one name", { ENCRYPTION_KEYS: `k1:${key},k1:${key}` }],
    ["a key without a name", { ENCRYPTION_KEYS: key }],
    ["an operator who is no e-mail address", { OPERATORS: "ada@app.example, everyone" }],
    ["a partner key without its organization", { POSTHOG_PARTNER_API_KEY: "phx_abc" }],
    ["a partner region without a key", { POSTHOG_PARTNER_REGION: "EU" }],
    ["a project token for a partner key", { POSTHOG_PARTNER_API_KEY: "phc_abc" }],
    ["a verification token that is none", { POSTHOG_VERIFICATION_TOKEN: "phx_abc" }],
    ["an unknown log level", { LOG_LEVEL: "loud" }],
  ] as const) {
    test(`refuses ${what}`, () => {
      expect(() => check({ ...good, ...change })).toThrow(ConfigurationError);
    });
  }

  test("talks to PostHog Cloud in production unless told otherwise", () => {
    expect(() => check(production)).not.toThrow();
    expect(env.read(production)).toMatchObject({
      posthogUrls: { US: "https://us.posthog.com", EU: "https://eu.posthog.com" },
      sandbox: false,
    });
  });

  for (const [what, change, words] of [
    ["a sandbox that is not allowed", { POSTHOG_EU_URL: "http://127.0.0.1:1" }, "ALLOW_SANDBOX"],
    ["no way to sign in", { GITHUB_ID: "" }, "No one could sign in"],
    ["a plain http address", { APP_URL: "http://app.example" }, "APP_URL must be https"],
  ] as const) {
    test(`refuses ${what} in production`, () => {
      expect(() => check({ ...production, ...change })).toThrow(words);
    });
  }
});
