import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "@playwright/test";
import { identityConfiguration } from "../../lib/identity/configuration";
import { findSigningKey, type SigningKey } from "../../lib/identity/signing-keys";
import { ConfigurationError } from "../../lib/platform/configuration";
import { requireConfiguration } from "../../lib/platform/requirement";
import { newSigningKey } from "../support/signing-keys";

const rsaKey = (kid: string, modulusLength = 2048) => ({
  kid,
  ...generateKeyPairSync("rsa", { modulusLength }).privateKey.export({ format: "jwk" }),
});

/** Reads keys as the app does at its start, which fails if any of them has a problem. */
function read(keys: unknown): readonly SigningKey[] {
  const variables = { SIGNING_KEYS: typeof keys === "string" ? keys : JSON.stringify(keys) };
  requireConfiguration([{ problems: () => identityConfiguration.problems(variables) }]);
  return identityConfiguration.read(variables)?.signingKeys ?? [];
}

test.describe("the signing keys", () => {
  test("may be absent, which makes a public client", () => {
    expect(read("")).toEqual([]);
  });

  test("publish their public halves and nothing else", () => {
    const [ec, rsa] = read([newSigningKey("one"), rsaKey("two")]);
    expect(Object.keys(ec?.publicJwk ?? {}).sort()).toEqual(["alg", "crv", "kid", "kty", "use", "x", "y"]);
    expect(Object.keys(rsa?.publicJwk ?? {}).sort()).toEqual(["alg", "e", "kid", "kty", "n", "use"]);
    expect([ec?.alg, rsa?.alg]).toEqual(["ES256", "RS256"]);
  });

  test("keep their private halves out of whatever prints them", () => {
    const key = newSigningKey("one");
    expect(JSON.stringify(read([key]))).not.toContain(key.d);
  });

  test("sign from their time on, the first one that may", () => {
    const keys = read([
      { ...newSigningKey("next"), use_from: "2026-01-01T12:00:00Z" },
      newSigningKey("present"),
    ]);
    expect(findSigningKey(keys, Date.UTC(2026, 0, 1, 11, 59))?.kid).toBe("present");
    expect(findSigningKey(keys, Date.UTC(2026, 0, 1, 12, 0))?.kid).toBe("next");
    expect(findSigningKey(keys.slice(0, 1), Date.UTC(2026, 0, 1, 11, 59))).toBeUndefined();
  });

  const { d: _, ...publicKey } = newSigningKey("public");
  const wrong: [what: string, keys: unknown, words: RegExp][] = [
    ["is not JSON", "secret-looking nonsense", /SIGNING_KEYS: is not valid JSON/],
    ["is one key outside a list", newSigningKey("one"), /must be a JSON array/],
    ["is an empty list", [], /holds no key/],
    ["holds a shared secret", [{ kty: "oct", kid: "one", k: "c2VjcmV0" }], /must be EC or RSA/],
    ["holds a key of another curve", [{ ...newSigningKey("one"), crv: "P-384" }], /must be P-256/],
    [
      "holds an algorithm of another kind of key",
      [{ ...newSigningKey("one"), alg: "RS256" }],
      /must be ES256/,
    ],
    ["holds a public key", [publicKey], /SIGNING_KEYS\.0\.d: is missing: this is the public half/],
    ["holds a key without a name", [{ ...newSigningKey("one"), kid: undefined }], /has no kid/],
    ["holds two keys of one name", [newSigningKey("one"), rsaKey("one")], /two keys share one kid/],
    ["holds a short RSA key", [rsaKey("one", 1024)], /at least 2048 bits/],
    [
      "holds halves of two keys",
      [newSigningKey("one"), { ...newSigningKey("two"), d: newSigningKey("x").d }],
      /SIGNING_KEYS\.1: is not a key/,
    ],
    ["holds eleven keys", Array.from({ length: 11 }, (_, n) => newSigningKey(`key-${n}`)), /at most 10/],
    [
      "has a time that cannot be read",
      [{ ...newSigningKey("one"), use_from: "tomorrow" }],
      /must be a time like/,
    ],
  ];

  for (const [what, keys, words] of wrong) {
    test(`stop the start when SIGNING_KEYS ${what}, and the reason repeats no value`, () => {
      expect(() => read(keys)).toThrow(ConfigurationError);
      expect(() => read(keys)).toThrow(words);
      expect(() => read(keys)).not.toThrow(/nonsense|c2VjcmV0|tomorrow/);
    });
  }
});
