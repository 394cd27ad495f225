import { randomBytes } from "node:crypto";
import { expect, test } from "@playwright/test";
import { CompactEncrypt, type CompactJWEHeaderParameters } from "jose";
import { openJwe } from "../../lib/platform/jwe";

const key = Uint8Array.from(randomBytes(32));
const otherKey = Uint8Array.from(randomBytes(32));
const ours = { alg: "dir", enc: "A256GCM", kid: "k1" } as const;

const encrypt = (header: CompactJWEHeaderParameters = ours, by = key) =>
  new CompactEncrypt(new TextEncoder().encode("secret ✓")).setProtectedHeader(header).encrypt(by);

test("what jose encrypts is opened with the key that its header names", async () => {
  const opened = openJwe(await encrypt(), ({ kid }) => (kid === "k1" ? key : undefined));
  expect(opened).toEqual({ header: ours, plaintext: "secret ✓" });
});

for (const [what, make] of [
  ["of another key", () => encrypt(ours, otherKey)],
  ["of a key that is not there", () => encrypt({ ...ours, kid: "k2" })],
  ["with another key management", () => encrypt({ ...ours, alg: "A256KW" })],
  ["with another cipher", () => encrypt({ ...ours, enc: "A128CBC-HS256" })],
  ["whose header says more", () => encrypt({ ...ours, cty: "JWT" })],
  ["with a part too many", async () => `${await encrypt()}.AAAA`],
  ["that is empty", async () => ""],
  ["that is no JWE", async () => "a.b.c.d.e"],
] as const) {
  test(`a value ${what} is not opened`, async () => {
    expect(openJwe(await make(), ({ kid }) => (kid === "k1" ? key : undefined))).toBeNull();
  });
}

for (const part of [0, 1, 2, 3, 4]) {
  test(`a value with another part ${part} is not opened`, async () => {
    const [one, other] = [(await encrypt()).split("."), (await encrypt({ ...ours, place: "p" })).split(".")];
    one[part] = part === 1 ? "AAAA" : (other[part] ?? "");
    expect(openJwe(one.join("."), () => key)).toBeNull();
  });
}

test("a tag that was cut short proves nothing", async () => {
  const parts = (await encrypt()).split(".");
  parts[4] = parts[4]?.slice(0, 16) ?? "";
  expect(openJwe(parts.join("."), () => key)).toBeNull();
});
