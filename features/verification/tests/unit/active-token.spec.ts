import { expect, test } from "@playwright/test";
import { findVerificationToken, sealedColumns } from "@/features";
import { currentClientMetadata } from "@/lib/identity/client-metadata";
import { db } from "@/lib/platform/db";
import { keyIdOf } from "@/lib/tokens/vault";
import { openTestDatabase } from "@/tests/unit/support/database";
import { rotate, sealWithOldKey } from "@/tests/unit/support/former-key";
import { activateToken, findActiveToken, withdrawToken } from "../../active-token";

const publishedDocument = async () => currentClientMetadata(await findVerificationToken());

test.describe.configure({ mode: "serial" });

test.describe("the active verification token", () => {
  test.beforeAll(async () => {
    await openTestDatabase();
    await db().verificationToken.deleteMany();
  });
  test.afterAll(() => db().verificationToken.deleteMany());

  test("is none at first, and the document has no place for it", async () => {
    expect(await findActiveToken()).toBeNull();
    expect(JSON.stringify(await publishedDocument())).not.toContain("verification_token");
  });

  test("is the one activated last, in both places, and encrypted in the database", async () => {
    await activateToken("first", "phvt_first");
    await activateToken("second", "phvt_second");
    expect(await publishedDocument()).toMatchObject({
      "com.posthog": { verification_token: "phvt_second" },
      posthog_verification_token: "phvt_second",
    });
    const rows = await db().verificationToken.findMany();
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain("phvt_");
  });

  test("stays when another one is withdrawn", async () => {
    await withdrawToken("first");
    expect((await findActiveToken())?.value).toBe("phvt_second");
    await withdrawToken("second");
    expect(await findActiveToken()).toBeNull();
  });

  test("that cannot be decrypted is left out, and the document goes on being served", async () => {
    await activateToken("first", "phvt_first");
    const { tokenSealed } = await db().verificationToken.findUniqueOrThrow({ where: { id: "first" } });
    await db().verificationToken.update({ where: { id: "first" }, data: { id: "moved", tokenSealed } });
    expect(JSON.stringify(await publishedDocument())).not.toContain("phvt_");
  });

  test("is re-encrypted by a rotation of the encryption keys", async () => {
    await db().verificationToken.deleteMany();
    const place = { row: "old", column: "VerificationToken.token" };
    await db().verificationToken.create({
      data: { id: "old", tokenSealed: await sealWithOldKey("phvt_known", place) },
    });
    await rotate(sealedColumns);
    const { tokenSealed } = await db().verificationToken.findUniqueOrThrow({ where: { id: "old" } });
    expect(keyIdOf(tokenSealed)).toBe("new");
    expect((await findActiveToken())?.value).toBe("phvt_known");
  });
});
