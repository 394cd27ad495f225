import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { CompactEncrypt } from "jose";
import { openPersonalApiKey } from "../../features/personal-api-key/personal-api-keys";
import { db } from "../../lib/platform/db";
import { rotateKeys } from "../../lib/tokens/encryption-key-rotation";
import { takeRefreshLease } from "../../lib/tokens/refresh-lease";
import { keyIdOf, type Place, unseal } from "../../lib/tokens/vault";
import { provideDatabase } from "./support/database";
import { OLD_KEY } from "./support/environment";

const HOUR_MS = 3_600_000;

test.describe("rotating the encryption keys", () => {
  provideDatabase();

  test("seals every token anew, in more than one batch, and tells that the old key can go", async () => {
    test.slow();
    const users = Array.from({ length: 230 }, () => randomUUID());
    for (const userId of users) await addConnection(userId);
    await addRelease("release-1");
    await addPersonalApiKey(users[7] ?? "");
    await addVerificationToken("token-1");
    const last = await rotate();
    expect(last).toEqual({ current: 0, rewritten: 233, busy: 0, unreadable: 0 });
    expect(await rotate()).toEqual({ current: 233, rewritten: 0, busy: 0, unreadable: 0 });
    const userId = users[7] ?? "";
    const row = await findTokens(userId);
    expect(await unseal(row.accessTokenSealed ?? "", tokenPlace(userId, "accessToken"))).toBe("access");
    expect(await unseal(row.refreshTokenSealed ?? "", tokenPlace(userId, "refreshToken"))).toBe("refresh");
    expect([row.refreshLeaseHolder, row.refreshLeaseUntil]).toEqual([null, null]);
    const release = await db().release.findUniqueOrThrow({ where: { id: "release-1" } });
    expect(await unseal(release.accessTokenSealed, releasePlace("release-1"))).toBe("access");
    expect(await openPersonalApiKey(userId, "PASTED")).toBe("phx_key");
    const token = await db().verificationToken.findUniqueOrThrow({ where: { id: "token-1" } });
    expect(await unseal(token.tokenSealed, verificationTokenPlace("token-1"))).toBe("phvt_known");
    expect(await rotateKeys(() => {})).toEqual(new Map([["new", 463]]));
  });

  test("waits for a refresh under way, whose tokens would else be saved nowhere", async () => {
    const userId = randomUUID();
    await addConnection(userId);
    const before = await findTokens(userId);
    const holder = await takeRefreshLease(userId, before.accessTokenSealed ?? "");
    expect(holder).not.toBeNull();
    let busyPasses = 0;
    await rotateKeys(({ busy }) => {
      if (busy === 0 || busyPasses > 0) return;
      busyPasses += 1;
      // The refresher is done, a moment later than it was met.
      void db()
        .connection.updateMany({
          where: { userId },
          data: { refreshLeaseHolder: null, refreshLeaseUntil: null },
        })
        .then();
    });
    expect(busyPasses).toBe(1);
    expect(keyIdOf((await findTokens(userId)).accessTokenSealed ?? "")).toBe("new");
  });

  test("seals what is kept of a connection that PostHog has ended, too", async () => {
    const userId = randomUUID();
    await addConnection(userId);
    await db().connection.updateMany({ where: { userId }, data: { status: "NEEDS_RECONNECT" } });
    expect(await rotate()).toMatchObject({ rewritten: 1, busy: 0 });
  });

  test("leaves what it cannot open as it is, and counts it", async () => {
    const userId = randomUUID();
    await addConnection(userId, Buffer.alloc(32, 9));
    const before = await findTokens(userId);
    expect((await rotate()).unreadable).toBe(1);
    expect(await findTokens(userId)).toEqual(before);
    expect((await rotateKeys(() => {})).get("old")).toBe(2);
  });
});

async function rotate() {
  let last = { current: 0, rewritten: 0, busy: 0, unreadable: 0 };
  await rotateKeys((progress) => {
    last = { ...progress };
  });
  return last;
}

async function addConnection(userId: string, key: Buffer = OLD_KEY): Promise<void> {
  const email = `${userId}@example.org`;
  await db().user.create({ data: { id: userId, email } });
  await db().connection.create({
    data: {
      userId,
      region: "US",
      accessTokenSealed: await sealWith(key, "access", tokenPlace(userId, "accessToken")),
      refreshTokenSealed: await sealWith(key, "refresh", tokenPlace(userId, "refreshToken")),
    },
  });
}

async function addRelease(id: string): Promise<void> {
  await db().release.create({
    data: {
      id,
      userId: "somebody who left",
      region: "EU",
      projectId: "1",
      expiresAt: new Date(Date.now() + HOUR_MS),
      accessTokenSealed: await sealWith(OLD_KEY, "access", releasePlace(id)),
    },
  });
}

async function addPersonalApiKey(userId: string): Promise<void> {
  const { id } = await db().connection.findFirstOrThrow({ where: { userId }, select: { id: true } });
  const place = { row: `${id}/PASTED`, column: "PersonalApiKey.key" };
  const keySealed = await sealWith(OLD_KEY, "phx_key", place);
  await db().personalApiKey.create({
    data: { connectionId: id, origin: "PASTED", keySealed, mask: "phx_..._key" },
  });
}

async function addVerificationToken(id: string): Promise<void> {
  const tokenSealed = await sealWith(OLD_KEY, "phvt_known", verificationTokenPlace(id));
  await db().verificationToken.create({ data: { id, tokenSealed } });
}

const findTokens = (userId: string) =>
  db().connection.findUniqueOrThrow({
    where: { userId_slot: { userId, slot: "default" } },
    select: {
      accessTokenSealed: true,
      refreshTokenSealed: true,
      refreshLeaseHolder: true,
      refreshLeaseUntil: true,
    },
  });

const tokenPlace = (userId: string, token: string): Place => ({
  row: `${userId}/default`,
  column: `Connection.${token}`,
});

const releasePlace = (id: string): Place => ({ row: id, column: "Release.accessToken" });

const verificationTokenPlace = (id: string): Place => ({ row: id, column: "VerificationToken.token" });

/** What the vault wrote when this key was the writing one. */
async function sealWith(key: Buffer, plaintext: string, { row, column }: Place): Promise<string> {
  const jwe = await new CompactEncrypt(new TextEncoder().encode(plaintext))
    .setProtectedHeader({ alg: "dir", enc: "A256GCM", kid: "old", place: `${column}:${row}` })
    .encrypt(key);
  return `v1.${jwe}`;
}
