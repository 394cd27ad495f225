import { expect, test } from "@playwright/test";
import { sealTokens } from "../../lib/tokens/vault";
import { readTokens, STORES, stageCustody, tokens } from "./support/custody-stage";
import { provideDatabase } from "./support/database";

for (const kind of STORES) {
  test.describe(`the token store ${kind.name}`, () => {
    provideDatabase();

    test("finds refreshed tokens saved that it saves again", async () => {
      const { store, owner } = await stageCustody(kind, async () => tokens(2));
      const generation = (await store.read(owner))?.accessTokenSealed ?? "";
      const sealed = sealTokens(owner, tokens(2));
      expect(await store.saveRefreshed(owner, generation, sealed)).toBe(true);
      expect(await store.saveRefreshed(owner, generation, sealed)).toBe(true);
      expect(await store.saveRefreshed(owner, generation, sealTokens(owner, tokens(3)))).toBe(false);
      expect(await store.read(owner)).toMatchObject({ ...sealed });
    });

    test("saves a grant once, whatever has come since", async () => {
      const { store, owner } = await stageCustody(kind, async () => tokens(2));
      const grantOf = async (number: number) =>
        ({ region: "US", scopes: [], teams: [], ...sealTokens(owner, tokens(number)) }) as const;
      const [earlier, later] = [await grantOf(3), await grantOf(4)];
      await store.saveGrant(owner, earlier);
      await store.saveGrant(owner, later);
      expect(await store.saveGrant(owner, earlier)).toBe(true);
      expect(await store.read(owner)).toMatchObject({ accessTokenSealed: later.accessTokenSealed });
      await store.delete(owner, later.accessTokenSealed, { duringRefresh: true });
      expect(await store.saveGrant(owner, later)).toBe(true);
      expect(await store.read(owner)).toBeNull();
    });

    test("gives no lease to a process that has not read who held it last", async () => {
      const { store, owner } = await stageCustody(kind, async () => tokens(2));
      const before = await readTokens(store, owner);
      const holder = await store.takeLease(owner, before);
      await store.releaseLease(owner, holder ?? "", { wasAnswered: false });
      expect(await store.takeLease(owner, before)).toBeNull();
      expect(await store.takeLease(owner, await readTokens(store, owner))).not.toBeNull();
    });

    test("prolongs the lease of its holder, and none that was released", async () => {
      const { store, owner, expireLease } = await stageCustody(kind, async () => tokens(2));
      const holder = (await store.takeLease(owner, await readTokens(store, owner))) ?? "";
      await expireLease(owner);
      await store.prolongLease(owner, holder);
      expect(await store.takeLease(owner, await readTokens(store, owner))).toBeNull();
      await store.releaseLease(owner, holder, { wasAnswered: false });
      await store.prolongLease(owner, holder);
      expect(await store.takeLease(owner, await readTokens(store, owner))).not.toBeNull();
    });
  });
}
