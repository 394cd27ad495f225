import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { authConfiguration } from "../../lib/auth/configuration";
import { ConfigurationError } from "../../lib/platform/configuration";
import { env } from "../../lib/platform/env";
import { makeTempFolder } from "../support/temp-folder";
import { checkAtStart, USABLE } from "./support/configuration";

const key = Buffer.alloc(32, 7).toString("base64url");
const random = (byte: number): string =>
  Buffer.from(Array.from({ length: 32 }, (_, n) => (n * 37 + byte) % 256)).toString("base64url");
const production = {
  ...USABLE,
  NODE_ENV: "production",
  APP_URL: "https://app.example",
  DATABASE_URL: "postgresql://127.0.0.1/app",
};

test.describe("the configuration", () => {
  test("names everything that is wrong at once, and repeats no value", () => {
    const wrong = { AUTH_SECRET: "short-and-secret", ENCRYPTION_KEYS: "k1:not base64", PORT: "banana" };
    const start = () => checkAtStart(wrong);
    expect(start).toThrow(ConfigurationError);
    expect(start).toThrow(/AUTH_SECRET[\s\S]*ENCRYPTION_KEYS/);
    expect(start).toThrow(/PORT/);
    expect(start).not.toThrow(/short-and-secret|banana/);
  });

  test("takes an empty variable for an absent one", () => {
    const variables = { ...USABLE, APP_URL: "", DATABASE_URL: "", PORT: "" };
    expect(() => checkAtStart(variables)).not.toThrow();
    expect(env.read(variables)?.appUrl).toBe("http://localhost:3000");
  });

  test("knows operators whichever way their addresses are written", () => {
    const variables = { ...USABLE, OPERATORS: " Ada@App.example,,grace@app.example " };
    expect(authConfiguration.read(variables)?.operators).toEqual(["ada@app.example", "grace@app.example"]);
  });

  test("lets the address follow the port until APP_URL says otherwise", () => {
    expect(env.read({ ...USABLE, PORT: "4321" })?.appUrl).toBe("http://localhost:4321");
    expect(env.read({ ...USABLE, APP_URL: "https://app.example/" })?.appUrl).toBe("https://app.example");
  });

  for (const [what, change] of [
    ["a path in APP_URL", { APP_URL: "https://app.example/app" }],
    ["a plain http PostHog that is not on this machine", { POSTHOG_US_URL: "http://us.posthog.com" }],
    ["two keys of one name", { ENCRYPTION_KEYS: `k1:${key},k1:${key}` }],
    ["a key without a name", { ENCRYPTION_KEYS: key }],
    ["an operator who is no e-mail address", { OPERATORS: "ada@app.example, everyone" }],
    ["an action key of another length", { NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: "c2hvcnQ=" }],
    ["an unknown log level", { LOG_LEVEL: "loud" }],
  ] as const) {
    test(`refuses ${what}`, () => {
      expect(() => checkAtStart({ ...USABLE, ...change })).toThrow(ConfigurationError);
    });
  }

  const sandboxed = {
    ...USABLE,
    GITHUB_ID: "",
    GITHUB_SECRET: "",
    POSTHOG_US_URL: "http://127.0.0.1:8010",
    POSTHOG_EU_URL: "http://127.0.0.1:8020",
  };

  for (const [variable, value] of [
    ["HOSTNAME", "0.0.0.0"],
    ["HOSTNAME", "::"],
    ["HOSTNAME", "192.0.2.7"],
    ["APP_URL", "http://192.0.2.7"],
    ["APP_URL", "https://app.example"],
  ] as const) {
    test(`refuses ${variable}=${value} where people sign in by e-mail alone`, () => {
      const refused = new RegExp(`${variable} must be on this machine`);
      expect(() => checkAtStart({ ...sandboxed, [variable]: value })).toThrow(refused);
      expect(() =>
        checkAtStart({ ...sandboxed, GITHUB_ID: "id", GITHUB_SECRET: "secret", [variable]: value }),
      ).not.toThrow(refused);
    });
  }

  for (const HOSTNAME of ["127.0.0.1", "::1", "localhost", "3f2a91c07b55"]) {
    test(`accepts HOSTNAME=${HOSTNAME} where people sign in by e-mail alone`, () => {
      expect(() => checkAtStart({ ...sandboxed, HOSTNAME })).not.toThrow();
    });
  }

  test("talks to PostHog Cloud in production unless told otherwise", () => {
    expect(() => checkAtStart(production)).not.toThrow();
    expect(env.read(production)).toMatchObject({
      posthogUrls: { US: "https://us.posthog.com", EU: "https://eu.posthog.com" },
      sandbox: false,
    });
  });

  for (const address of [
    "postgresql://app:x@db.example:5432/app",
    "postgresql://app:x@db.example/app?sslmode=prefer",
    "postgresql://app:x@10.0.0.7/app?ssl=false",
    "postgresql://app:x@localhost.evil.example/app",
    "postgresql:///app?host=db.example",
  ]) {
    test(`refuses to speak without TLS to ${address}`, () => {
      expect(() => checkAtStart({ ...USABLE, DATABASE_URL: address })).toThrow(
        /DATABASE_URL: .*sslmode=disable/,
      );
    });
  }

  for (const address of [
    "postgresql://app:x@db.example/app?sslmode=verify-full",
    "postgresql://app:x@database:5432/app?sslmode=disable",
    "postgresql://app:x@127.0.0.1:5432/app",
    "postgresql://app:x@[::1]/app",
    "postgresql:///app?host=/var/run/postgresql",
    "postgresql:///app?host=::1",
    "postgresql://app:x@db.example/app?ssl=1",
    "postgresql:///app",
  ]) {
    test(`accepts ${address}`, () => {
      expect(() => checkAtStart({ ...USABLE, DATABASE_URL: address })).not.toThrow();
    });
  }

  for (const [what, change, words] of [
    ["of one letter", { AUTH_SECRET: "x".repeat(32) }, "AUTH_SECRET: is easy to guess"],
    ["that repeats itself", { AUTH_SECRET: "a1b2c3d4e5f6g7h8".repeat(2) }, "AUTH_SECRET: is easy to guess"],
    [
      "from an example",
      { AUTH_SECRET: "change-me-to-32-random-characters" },
      "AUTH_SECRET: is easy to guess",
    ],
    ["of one byte", { ENCRYPTION_KEYS: `k1:${key}` }, "ENCRYPTION_KEYS: is easy to guess"],
    [
      "that stands under two names",
      { ENCRYPTION_KEYS: `k1:${random(1)},k2:${random(1)}` },
      "ENCRYPTION_KEYS: repeats another",
    ],
    [
      "that both variables share",
      { AUTH_SECRET: random(3), ENCRYPTION_KEYS: `k1:${random(3)}` },
      "ENCRYPTION_KEYS: repeats another",
    ],
  ] as const) {
    test(`refuses in production a secret ${what}`, () => {
      expect(() => checkAtStart({ ...production, ...change })).toThrow(words);
      expect(() => checkAtStart({ ...production, NODE_ENV: "development", ...change })).not.toThrow();
    });
  }

  test("refuses in production the secrets that the set-up made for development", () => {
    const folder = makeTempFolder();
    const [made, mine] = [random(5), random(6)];
    writeFileSync(
      join(folder, ".env.local"),
      `# Made for development on this machine.\nAUTH_SECRET=${made}\nENCRYPTION_KEYS=dev1:${mine}`,
    );
    const before = process.cwd();
    process.chdir(folder);
    try {
      const start = () => checkAtStart({ ...production, AUTH_SECRET: made });
      expect(start).toThrow("AUTH_SECRET: was made for development");
      expect(start).not.toThrow("ENCRYPTION_KEYS");
    } finally {
      process.chdir(before);
    }
  });

  for (const [what, change, words] of [
    ["a sandbox that is not allowed", { POSTHOG_EU_URL: "http://127.0.0.1:1" }, "ALLOW_SANDBOX"],
    ["no way to sign in", { GITHUB_ID: "", GITHUB_SECRET: "" }, "No one could sign in"],
    ["a plain http address", { APP_URL: "http://app.example" }, "APP_URL: must be https"],
  ] as const) {
    test(`refuses ${what} in production`, () => {
      expect(() => checkAtStart({ ...production, ...change })).toThrow(words);
    });
  }
});
