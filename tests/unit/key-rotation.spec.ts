import { expect, test } from "@playwright/test";
import { sealedColumns } from "../../features";
import { db } from "../../lib/platform/db";
import { rotateEncryptionKeys } from "../../lib/tokens/encryption-key-rotation";
import type { ConnectionOwner } from "../../lib/tokens/owner";
import { sqlTokenStore } from "../../lib/tokens/sql-token-store";
import { keyIdOf, type Place, tokenPlace, unseal } from "../../lib/tokens/vault";
import { addConnection, newOwner } from "./support/connections";
import { readTokens } from "./support/custody-stage";
import { provideDatabase } from "./support/database";
import { rotate, sealWithOldKey } from "./support/former-key";

const HOUR_MS = 3_600_000;

test.describe("encryption-key rotation", () => {
  provideDatabase();
  test.beforeAll(async () => {
    await db().pendingRemoval.deleteMany();
  });

  test("re-encrypts every token, in more than one batch, and shows that the old key can be removed", async () => {
    test.slow();
    const owners = Array.from({ length: 230 }, () => newOwner());
    for (const owner of owners) await addOldConnection(owner);
    await addOldRemoval("removal-1");
    expect((await rotate(sealedColumns)).last).toEqual({
      current: 0,
      rewritten: 231,
      busy: 0,
      unreadable: 0,
    });
    const { last, keys } = await rotate(sealedColumns);
    expect(last).toEqual({ current: 231, rewritten: 0, busy: 0, unreadable: 0 });
    expect(keys).toEqual(new Map([["new", 461]]));
    const [owner = newOwner()] = owners.slice(7);
    const row = await findTokens(owner);
    expect(unseal(row.accessTokenSealed, tokenPlace(owner, "accessToken"))).toBe("access");
    expect(unseal(row.refreshTokenSealed, tokenPlace(owner, "refreshToken"))).toBe("refresh");
    expect([row.refreshLeaseHolder, row.refreshLeaseUntil]).toEqual([null, null]);
    const removal = await db().pendingRemoval.findUniqueOrThrow({ where: { id: "removal-1" } });
    expect(unseal(removal.accessTokenSealed, removalPlace("removal-1"))).toBe("access");
  });

  test("waits for a refresh under way, whose new tokens would otherwise be saved nowhere", async () => {
    const owner = newOwner();
    await addOldConnection(owner);
    const holder = await sqlTokenStore.takeLease(owner, await readTokens(sqlTokenStore, owner));
    expect(holder).not.toBeNull();
    let busyPasses = 0;
    await rotateEncryptionKeys(sealedColumns, ({ busy }) => {
      if (busy === 0 || busyPasses > 0) return;
      busyPasses += 1;
      // The refresh finishes just after the rotation found it under way.
      void sqlTokenStore.releaseLease(owner, holder ?? "", { wasAnswered: true });
    });
    expect(busyPasses).toBe(1);
    expect(keyIdOf((await findTokens(owner)).accessTokenSealed)).toBe("new");
  });

  test("re-encrypts what is stored of a connection that PostHog has ended, too", async () => {
    const owner = newOwner();
    await addOldConnection(owner);
    await db().connection.updateMany({ where: { ...owner }, data: { status: "NEEDS_RECONNECT" } });
    expect((await rotate(sealedColumns)).last).toMatchObject({ rewritten: 1, busy: 0 });
  });

  test("passes over a connection that has no tokens", async () => {
    await addConnection(newOwner(), {
      status: "NEEDS_RECONNECT",
      accessTokenSealed: "",
      refreshTokenSealed: "",
    });
    const { last, keys } = await rotate(sealedColumns);
    expect(last).toMatchObject({ unreadable: 0, busy: 0 });
    expect([...keys.keys()]).toEqual(["new"]);
  });

  test("leaves what it cannot decrypt as it is, and counts it", async () => {
    const owner = newOwner();
    await addOldConnection(owner, Buffer.alloc(32, 9));
    const before = await findTokens(owner);
    const { last, keys } = await rotate(sealedColumns);
    expect(last.unreadable).toBe(1);
    expect(await findTokens(owner)).toEqual(before);
    expect(keys.get("old")).toBe(2);
  });
});

async function addOldConnection(owner: ConnectionOwner, key?: Buffer): Promise<void> {
  await addConnection(owner, {
    accessTokenSealed: await sealWithOldKey("access", tokenPlace(owner, "accessToken"), key),
    refreshTokenSealed: await sealWithOldKey("refresh", tokenPlace(owner, "refreshToken"), key),
  });
}

async function addOldRemoval(id: string): Promise<void> {
  await db().pendingRemoval.create({
    data: {
      id,
      userId: "someone who left",
      region: "EU",
      projectId: "1",
      expiresAt: new Date(Date.now() + HOUR_MS),
      accessTokenSealed: await sealWithOldKey("access", removalPlace(id)),
    },
  });
}

const findTokens = (owner: ConnectionOwner) =>
  db().connection.findUniqueOrThrow({
    where: { userId_partnerProjectId: owner },
    select: {
      accessTokenSealed: true,
      refreshTokenSealed: true,
      refreshLeaseHolder: true,
      refreshLeaseUntil: true,
    },
  });

// Removals written before the table was renamed have this place.
const removalPlace = (id: string): Place => ({ row: id, column: "Release.accessToken" });
