import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import {
  forgetPersonalApiKeys,
  keepPersonalApiKey,
  listPersonalApiKeys,
  openPersonalApiKey,
} from "../../features/personal-api-key/personal-api-keys";
import { db } from "../../lib/platform/db";
import { provideDatabase } from "./support/database";

const KEY = "phx_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJK";

test.describe("a personal API key that we hold", () => {
  provideDatabase();

  test("is a mask and what it allows, to everybody but the call that needs it", async () => {
    const userId = await connectedUser();
    await keepPersonalApiKey(userId, KEY, "PASTED", ["project:write"]);
    const [held] = await listPersonalApiKeys(userId);
    expect(held).toMatchObject({ origin: "PASTED", mask: "phx_...HIJK", scopes: ["project:write"] });
    expect(JSON.stringify(await db().personalApiKey.findMany())).not.toContain(KEY);
    expect(JSON.stringify(held)).not.toContain("v1.");
    expect(await openPersonalApiKey(userId, "PASTED")).toBe(KEY);
  });

  test("opens in its own row alone", async () => {
    const [owner, thief] = [await connectedUser(), await connectedUser()];
    await keepPersonalApiKey(owner, KEY, "PASTED");
    await keepPersonalApiKey(thief, "phx_theirs", "PASTED");
    const { keySealed } = await db().personalApiKey.findFirstOrThrow({
      where: { connection: { userId: owner } },
    });
    await db().personalApiKey.updateMany({
      where: { connection: { userId: thief } },
      data: { keySealed },
    });
    expect(await openPersonalApiKey(thief, "PASTED")).toBeNull();
    expect(await openPersonalApiKey(owner, "PASTED")).toBe(KEY);
  });

  test("is replaced by the next of its kind, and by no other", async () => {
    const userId = await connectedUser();
    for (const value of ["phx_first", "phx_second"]) await keepPersonalApiKey(userId, value, "PASTED");
    await keepPersonalApiKey(userId, "phx_third", "PROVISIONED");
    expect(await openPersonalApiKey(userId, "PASTED")).toBe("phx_second");
    await forgetPersonalApiKeys(userId, "PROVISIONED");
    expect((await listPersonalApiKeys(userId)).map(({ origin }) => origin)).toEqual(["PASTED"]);
  });

  for (const [words, remove] of [
    ["the connection", (userId: string) => db().connection.deleteMany({ where: { userId } })],
    ["the account", (id: string) => db().user.deleteMany({ where: { id } })],
  ] as const) {
    test(`goes with ${words}, and comes to nobody who has none`, async () => {
      const userId = await connectedUser();
      await keepPersonalApiKey(userId, KEY, "PROVISIONED");
      const before = await db().personalApiKey.count();
      await remove(userId);
      expect(await db().personalApiKey.count()).toBe(before - 1);
      await keepPersonalApiKey(userId, KEY, "PASTED");
      expect(await listPersonalApiKeys(userId)).toEqual([]);
    });
  }
});

async function connectedUser(): Promise<string> {
  const id = randomUUID();
  await db().user.create({ data: { id, email: `${id}@example.org` } });
  await db().connection.create({ data: { userId: id, region: "US" } });
  return id;
}
