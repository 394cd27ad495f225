import { expect, test } from "@playwright/test";
import { sealTokens } from "../../lib/tokens/vault";
import { STORES, stageCustody, tokens } from "./support/custody-stage";
import { provideDatabase } from "./support/database";

for (const kind of STORES) {
  test.describe(`the token store ${kind.name}`, () => {
    provideDatabase();

    test("finds refreshed tokens saved that it saves again", async () => {
      const { store, owner } = await stageCustody(kind, async () => tokens(2));
      const generation = (await store.read(owner))?.accessTokenSealed ?? "";
      const sealed = await sealTokens(owner, tokens(2));
      expect(await store.saveRefreshed(owner, generation, sealed)).toBe(true);
      expect(await store.saveRefreshed(owner, generation, sealed)).toBe(true);
      expect(await store.saveRefreshed(owner, generation, await sealTokens(owner, tokens(3)))).toBe(false);
      expect(await store.read(owner)).toMatchObject({ ...sealed });
    });
  });
}
