import { expect, test } from "@playwright/test";
import { newOwner } from "./support/connections";
import { STORES, serverAccepting, stageCustody, tokens } from "./support/custody-stage";
import { provideDatabase } from "./support/database";

for (const kind of STORES) {
  test.describe(`access prepared from tokens ${kind.name}`, () => {
    provideDatabase();

    test("finds the tokens that another call has refreshed since", async () => {
      const staged = await stageCustody(kind, async () => tokens(2));
      const { store, owner, seen, prepareAccess, withAccessToken } = staged;
      const withAccess = prepareAccess(owner);
      await store.read(owner);
      const { call, shown } = serverAccepting("pha_2");
      expect(await withAccessToken(owner, call)).toBe("pha_2");
      expect(await withAccess(call)).toBe("pha_2");
      expect(shown).toEqual(["pha_1", "pha_2", "pha_1", "pha_2"]);
      expect(seen.refreshed).toEqual(["phr_1"]);
    });

    test("fails only the call, and nothing if none is made", async () => {
      const { store, prepareAccess } = await stageCustody(kind, async () => tokens(2));
      const stranger = newOwner();
      const withAccess = prepareAccess(stranger);
      expect(await store.read(stranger)).toBeNull();
      // Before this ends, Node reports a rejection that no one handles, and the runner fails the test.
      await new Promise((resolve) => setImmediate(resolve));
      await expect(withAccess(async () => "called")).rejects.toMatchObject({ code: "not_connected" });
    });
  });
}
