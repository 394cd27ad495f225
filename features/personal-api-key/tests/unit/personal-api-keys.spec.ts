import { expect, test } from "@playwright/test";
import { sealedColumns } from "@/features";
import { db } from "@/lib/platform/db";
import type { ConnectionGrant } from "@/lib/tokens/owner";
import { keyIdOf } from "@/lib/tokens/vault";
import { addConnection, newOwner } from "@/tests/unit/support/connections";
import { provideDatabase } from "@/tests/unit/support/database";
import { rotate, sealWithOldKey } from "@/tests/unit/support/former-key";
import {
  deletePersonalApiKeys,
  listPersonalApiKeys,
  openPersonalApiKey,
  savePersonalApiKey,
} from "../../personal-api-keys";

// Made up: it has the shape of a key, and belongs to no one.
const KEY = `phx_${"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJK"}`;

test.describe("a personal API key that we store", () => {
  provideDatabase();

  test("is a mask and what it allows, to everyone but the call that needs it", async () => {
    const owner = await connectedOwner();
    await savePersonalApiKey(owner, KEY, "PASTED", ["project:write"]);
    const [held] = await listPersonalApiKeys(owner);
    expect(held).toMatchObject({ origin: "PASTED", mask: "phx_...HIJK", scopes: ["project:write"] });
    expect(JSON.stringify(await db().personalApiKey.findMany())).not.toContain(KEY);
    expect(JSON.stringify(held)).not.toContain("v1.");
    expect(await openPersonalApiKey(owner, "PASTED")).toBe(KEY);
  });

  test("opens in its own row alone", async () => {
    const [owner, thief] = [await connectedOwner(), await connectedOwner()];
    await savePersonalApiKey(owner, KEY, "PASTED");
    await savePersonalApiKey(thief, "phx_theirs", "PASTED");
    const { keySealed } = await db().personalApiKey.findFirstOrThrow({
      where: { connection: owner },
    });
    await db().personalApiKey.updateMany({
      where: { connection: thief },
      data: { keySealed },
    });
    expect(await openPersonalApiKey(thief, "PASTED")).toBeNull();
    expect(await openPersonalApiKey(owner, "PASTED")).toBe(KEY);
  });

  test("is replaced by the next of its kind, and by no other", async () => {
    const owner = await connectedOwner();
    for (const value of ["phx_first", "phx_second"]) await savePersonalApiKey(owner, value, "PASTED");
    await savePersonalApiKey(owner, "phx_third", "PROVISIONED");
    expect(await openPersonalApiKey(owner, "PASTED")).toBe("phx_second");
    await deletePersonalApiKeys(owner, "PROVISIONED");
    expect((await listPersonalApiKeys(owner)).map(({ origin }) => origin)).toEqual(["PASTED"]);
  });

  test("is re-encrypted by a rotation of the encryption keys", async () => {
    const owner = await connectedOwner();
    const { id } = await db().connection.findFirstOrThrow({ where: owner, select: { id: true } });
    const place = { row: `${id}/PASTED`, column: "PersonalApiKey.key" };
    const keySealed = await sealWithOldKey(KEY, place);
    await db().personalApiKey.create({
      data: { connectionId: id, origin: "PASTED", keySealed, mask: "phx_...HIJK" },
    });
    await rotate(sealedColumns);
    const row = await db().personalApiKey.findFirstOrThrow({ where: { connection: owner } });
    expect(keyIdOf(row.keySealed)).toBe("new");
    expect(await openPersonalApiKey(owner, "PASTED")).toBe(KEY);
  });

  test("is stored for no connection that has replaced its own", async () => {
    const owner = await connectedOwner();
    await db().connection.updateMany({ where: owner, data: { region: "EU", connectedAt: new Date(0) } });
    await savePersonalApiKey(owner, KEY, "PROVISIONED");
    expect(await db().personalApiKey.count({ where: { connection: { userId: owner.userId } } })).toBe(0);
  });

  test("goes with the connection, and is stored for no one without one", async () => {
    const owner = await connectedOwner();
    await savePersonalApiKey(owner, KEY, "PROVISIONED");
    const before = await db().personalApiKey.count();
    await db().connection.deleteMany({ where: { ...owner } });
    expect(await db().personalApiKey.count()).toBe(before - 1);
    await savePersonalApiKey(owner, KEY, "PASTED");
    expect(await listPersonalApiKeys(owner)).toEqual([]);
  });
});

const connectedOwner = (): Promise<ConnectionGrant> => addConnection(newOwner());
