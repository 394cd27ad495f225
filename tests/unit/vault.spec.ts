import { expect, test } from "@playwright/test";
import { seal, unseal } from "../../lib/tokens/vault";
import { setTestEnvironment } from "./support/environment";

const place = { row: "row-1", column: "Connection.accessToken" };

test.describe("the vault", () => {
  test.beforeAll(() => {
    setTestEnvironment();
  });

  test("opens what it sealed, in the same place", async () => {
    const sealed = seal("pha_secret", place);
    expect(sealed).toMatch(/^v1\.ey/);
    expect(sealed).not.toContain("pha_");
    expect(unseal(sealed, place)).toBe("pha_secret");
  });

  test("seals the same text differently each time", async () => {
    expect(seal("same", place)).not.toBe(seal("same", place));
  });

  test("does not open a value that was copied to another row or column", async () => {
    const sealed = seal("pha_secret", place);
    expect(unseal(sealed, { ...place, row: "row-2" })).toBeNull();
    expect(unseal(sealed, { ...place, column: "Connection.refreshToken" })).toBeNull();
  });

  for (const [what, damage] of [
    ["damaged", (sealed: string) => `${sealed.slice(0, -4)}AAAA`],
    ["of an unknown version", (sealed: string) => sealed.replace("v1.", "v2.")],
    ["never sealed", () => "pha_plain"],
    ["empty", () => ""],
    ["sealed with a key that is gone", (sealed: string) => reKeyed(sealed)],
  ] as const) {
    test(`answers null for a value that is ${what}`, async () => {
      expect(unseal(damage(seal("pha_secret", place)), place)).toBeNull();
    });
  }
});

function reKeyed(sealed: string): string {
  const [header = "", ...rest] = sealed.slice("v1.".length).split(".");
  const other = { ...JSON.parse(Buffer.from(header, "base64url").toString()), kid: "gone" };
  return ["v1", Buffer.from(JSON.stringify(other)).toString("base64url"), ...rest].join(".");
}
