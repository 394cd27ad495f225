import { expect, test } from "@playwright/test";
import { ConfigurationError, readEnv } from "../../lib/platform/env";

const key = Buffer.alloc(32, 7).toString("base64url");
const good = {
  AUTH_SECRET: "x".repeat(32),
  ENCRYPTION_KEYS: `k1:${key}`,
  GITHUB_ID: "id",
  GITHUB_SECRET: "secret",
};
const production = { ...good, NODE_ENV: "production", APP_URL: "https://app.example" };

test.describe("the configuration", () => {
  test("names everything that is wrong at once, and repeats no value", () => {
    const wrong = { AUTH_SECRET: "short-and-secret", ENCRYPTION_KEYS: "k1:not base64", PORT: "banana" };
    const read = () => readEnv(wrong);
    expect(read).toThrow(ConfigurationError);
    expect(read).toThrow(/AUTH_SECRET[\s\S]*ENCRYPTION_KEYS/);
    expect(read).toThrow(/PORT/);
    expect(read).not.toThrow(/short-and-secret|banana/);
  });

  test("takes an empty variable for an absent one", () => {
    expect(readEnv({ ...good, APP_URL: "", DATABASE_URL: "", PORT: "" }).appUrl).toBe(
      "http://localhost:3000",
    );
  });

  test("knows operators whichever way their addresses are written", () => {
    expect(readEnv({ ...good, OPERATORS: " Ada@App.example,,grace@app.example " }).operators).toEqual([
      "ada@app.example",
      "grace@app.example",
    ]);
  });

  test("lets the address follow the port until APP_URL says otherwise", () => {
    expect(readEnv({ ...good, PORT: "4321" }).appUrl).toBe("http://localhost:4321");
    expect(readEnv({ ...good, APP_URL: "https://app.example/" }).appUrl).toBe("https://app.example");
  });

  for (const [what, change] of [
    ["a path in APP_URL", { APP_URL: "https://app.example/app" }],
    ["a plain http PostHog that is not on this machine", { POSTHOG_US_URL: "http://us.posthog.com" }],
    ["two keys of one name", { ENCRYPTION_KEYS: `k1:${key},k1:${key}` }],
    ["a key without a name", { ENCRYPTION_KEYS: key }],
    ["an operator who is no e-mail address", { OPERATORS: "ada@app.example, everybody" }],
    ["a partner key without its organization", { POSTHOG_PARTNER_API_KEY: "phx_abc" }],
    ["a partner region without a key", { POSTHOG_PARTNER_REGION: "EU" }],
    ["a project token for a partner key", { POSTHOG_PARTNER_API_KEY: "phc_abc" }],
    ["a verification token that is none", { POSTHOG_VERIFICATION_TOKEN: "phx_abc" }],
    ["an unknown log level", { LOG_LEVEL: "loud" }],
  ] as const) {
    test(`refuses ${what}`, () => {
      expect(() => readEnv({ ...good, ...change })).toThrow(ConfigurationError);
    });
  }

  test("talks to PostHog Cloud in production unless told otherwise", () => {
    const { posthogUrls, sandbox } = readEnv(production);
    expect(posthogUrls).toEqual({ US: "https://us.posthog.com", EU: "https://eu.posthog.com" });
    expect(sandbox).toBe(false);
  });

  for (const [what, change, words] of [
    ["a sandbox nobody allowed", { POSTHOG_EU_URL: "http://127.0.0.1:1" }, "ALLOW_SANDBOX"],
    ["no way to sign in", { GITHUB_ID: "" }, "Nobody could sign in"],
    ["a plain http address", { APP_URL: "http://app.example" }, "APP_URL must be https"],
  ] as const) {
    test(`refuses ${what} in production`, () => {
      expect(() => readEnv({ ...production, ...change })).toThrow(words);
    });
  }
});
