import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { expect, test } from "@playwright/test";
import fc from "fast-check";
import { CompactEncrypt, type CompactJWEHeaderParameters, compactDecrypt, FlattenedEncrypt } from "jose";
import { decryptJwe, encryptJwe } from "../../lib/platform/jwe";

const key = randomBytes(32);
const findKey = () => key;

const encrypt = (plaintext: string, header: Partial<CompactJWEHeaderParameters> = {}) =>
  new CompactEncrypt(new TextEncoder().encode(plaintext))
    .setProtectedHeader({ alg: "dir", enc: "A256GCM", ...header })
    .encrypt(key);

const isDecryptedByJose = (jwe: string): Promise<boolean> =>
  compactDecrypt(jwe, key).then(
    () => true,
    () => false,
  );

test("a JWE of jose decrypts to what was encrypted, with its header", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary" }), fc.string(), async (plaintext, place) => {
      const opened = decryptJwe(await encrypt(plaintext, { kid: "k", place }), findKey);
      // A string that is not valid Unicode has no exact UTF-8 encoding.
      assert.equal(opened?.plaintext, Buffer.from(plaintext).toString());
      assert.deepEqual(opened?.header, { alg: "dir", enc: "A256GCM", kid: "k", place });
    }),
  );
});

test("jose decrypts what was encrypted here, with its header", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary" }), fc.string(), async (text, place) => {
      const { plaintext, protectedHeader } = await compactDecrypt(
        encryptJwe(text, { kid: "k", place }, key),
        key,
      );
      assert.equal(Buffer.from(plaintext).toString(), Buffer.from(text).toString());
      assert.deepEqual(protectedHeader, { alg: "dir", enc: "A256GCM", kid: "k", place });
    }),
  );
});

test("every JWE has a nonce of its own", () => {
  const nonces = Array.from({ length: 1000 }, () => encryptJwe("same", {}, key).split(".")[2]);
  expect(new Set(nonces).size).toBe(1000);
});

test("a changed JWE decrypts to the original text or not at all", async () => {
  const jwe = await encrypt("pha_secret", { kid: "k" });
  const character = fc.constantFrom(...Buffer.from(jwe).toString(), "-", "_", ".", "=", " ", "\n", "\u00e9");
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(fc.nat(jwe.length), fc.nat(2), character, async (at, removed, added) => {
      const changed = jwe.slice(0, at) + added + jwe.slice(at + removed);
      const opened = decryptJwe(changed, findKey);
      assert.ok(opened === null || opened.plaintext === "pha_secret");
      if (opened === null) refused += 1;
      // Base64url that differs only in unused bits decodes to the same bytes, and jose accepts it, too.
      else assert.ok(changed.startsWith(jwe.slice(0, jwe.indexOf("."))));
      if (await isDecryptedByJose(changed)) assert.ok(opened);
    }),
    { numRuns: 2000 },
  );
  expect(refused).toBeGreaterThan(1500);
});

test("a shortened tag, another key and another nonce decrypt nothing", async () => {
  const parts = (await encrypt("pha_secret")).split(".");
  const [head = "", , iv = "", ciphertext = "", tag = ""] = parts;
  const shortened = [4, 8, 12, 15].map((bytes) =>
    Buffer.from(tag, "base64url").subarray(0, bytes).toString("base64url"),
  );
  for (const short of shortened)
    expect(decryptJwe([head, "", iv, ciphertext, short].join("."), findKey)).toBeNull();
  const other = randomBytes(12).toString("base64url");
  expect(decryptJwe([head, "", other, ciphertext, tag].join("."), findKey)).toBeNull();
  expect(decryptJwe([head, "key", iv, ciphertext, tag].join("."), findKey)).toBeNull();
  expect(decryptJwe([...parts, ""].join("."), findKey)).toBeNull();
  expect(decryptJwe(parts.join("."), () => randomBytes(32))).toBeNull();
  expect(decryptJwe(parts.join("."), () => undefined)).toBeNull();
  expect(decryptJwe(parts.join("."), findKey)).not.toBeNull();
});

test("other algorithms, and extensions that have to be understood, are refused", async () => {
  const short = await new CompactEncrypt(new TextEncoder().encode("x"))
    .setProtectedHeader({ alg: "dir", enc: "A128GCM" })
    .encrypt(randomBytes(16));
  expect(decryptJwe(short, findKey)).toBeNull();
  const extended = await new FlattenedEncrypt(new TextEncoder().encode("x"))
    .setProtectedHeader({ alg: "dir", enc: "A256GCM", crit: ["urn:x"], "urn:x": true })
    .encrypt(key, { crit: { "urn:x": true } });
  const { protected: head, iv, ciphertext, tag } = extended;
  expect(decryptJwe([head, "", iv, ciphertext, tag].join("."), findKey)).toBeNull();
  for (const text of ["", "....", "a.b.c.d.e", "e30....", "eyJhbGciOiJub25lIn0...."])
    expect(decryptJwe(text, findKey)).toBeNull();
});
