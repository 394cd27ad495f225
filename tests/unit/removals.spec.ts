import { expect } from "@playwright/test";
import { deleteAccount } from "../../lib/connection/account";
import { disconnect } from "../../lib/connection/disconnect";
import { carryOutRemovals } from "../../lib/connection/removal";
import { db } from "../../lib/platform/db";
import { claimRemoval } from "../../lib/tokens/pending-removals";
import { seal, tokenPlace } from "../../lib/tokens/vault";
import { addUser, newOwner } from "./support/connections";
import { provideDatabase } from "./support/database";
import { sealWithOldKey } from "./support/former-key";
import { connect, endings, grant, passPause, pending, test } from "./support/removals";

const HOUR_MS = 3_600_000;

test.describe("what is left at PostHog of a connection that has ended", () => {
  provideDatabase();

  test("is removed, then revoked", async ({ posthogServer }) => {
    await disconnect(await connect("ada"));
    expect(endings(posthogServer)).toEqual(["remove pha_ada_1", "revoke phr_ada_1"]);
    expect(await pending()).toEqual([]);
  });

  test("is removed with refreshed tokens when the access token has ended", async ({ posthogServer }) => {
    const owner = await connect("ada");
    posthogServer.refused.add("pha_ada_1");
    await disconnect(owner);
    expect(endings(posthogServer)).toEqual([
      ...["remove pha_ada_1", "token phr_ada_1", "remove pha_ada_2", "revoke phr_ada_2"],
    ]);
    expect(await pending()).toEqual([]);
  });

  test("is revoked alone when its project never came", async ({ posthogServer }) => {
    const owner = newOwner();
    await addUser(owner);
    await disconnect(await grant("ada", owner));
    expect(endings(posthogServer)).toEqual(["revoke phr_ada_1"]);
  });

  test("counts as revoked when PostHog has no such endpoint", async ({ posthogServer }) => {
    const owner = await connect("ada");
    posthogServer.failing.set("/oauth/revoke/", 404);
    await disconnect(owner);
    expect(endings(posthogServer).at(-1)).toBe("revoke phr_ada_1");
    expect(await pending()).toEqual([]);
  });

  for (const [words, endpoint, status] of [
    ["PostHog does not accept our client at a refresh", "/oauth/token", 401],
    ["PostHog does not accept our client at a revocation", "/oauth/revoke/", 401],
    ["a refresh is answered by a gateway that knows no such address", "/oauth/token", 404],
  ] as const) {
    test(`is kept while ${words}`, async ({ posthogServer }) => {
      const owner = await connect("ada");
      posthogServer.refused.add("pha_ada_1");
      posthogServer.failing.set(endpoint, status);
      await disconnect(owner);
      expect(await pending()).toMatchObject([{ attempts: 1, refreshTokenSealed: expect.any(String) }]);
      posthogServer.failing.clear();
      await passPause();
      await carryOutRemovals();
      expect(endings(posthogServer).slice(-2)).toEqual(["remove pha_ada_2", "revoke phr_ada_2"]);
      expect(await pending()).toEqual([]);
    });
  }

  test("is let go when PostHog has ended the grant itself", async ({ posthogServer }) => {
    const owner = await connect("ada");
    posthogServer.refused.add("pha_ada_1").add("phr_ada_1");
    await disconnect(owner);
    expect(endings(posthogServer)).toEqual(["remove pha_ada_1", "token phr_ada_1"]);
    expect(await pending()).toEqual([]);
  });

  for (const step of ["/remove", "/oauth/revoke/"]) {
    test(`is kept while PostHog does not take ${step}, with growing pauses, and ended by refreshed tokens`, async ({
      posthogServer,
    }) => {
      const owner = await connect("ada");
      posthogServer.failing.set(step, 429);
      await disconnect(owner);
      const [first] = await pending();
      expect(first).toMatchObject({ attempts: 1, leaseUntil: null, refreshTokenSealed: expect.any(String) });
      expect(await carryOutRemovals(), "its pause is not over").toBeNull();
      for (const attempts of [2, 3, 4]) {
        await passPause();
        expect(await carryOutRemovals()).toMatchObject({ ok: false });
        expect(await pending()).toMatchObject([{ attempts }]);
      }
      const [later] = await pending();
      expect((later?.nextAttemptAt.getTime() ?? 0) - Date.now()).toBeGreaterThan(30_000);
      posthogServer.failing.clear();
      posthogServer.refused.add("pha_ada_1");
      posthogServer.asked.length = 0;
      await passPause();
      expect(await carryOutRemovals()).toBeNull();
      expect(endings(posthogServer).slice(-2)).toEqual(["remove pha_ada_2", "revoke phr_ada_2"]);
      expect(await pending()).toEqual([]);
    });
  }

  test("keeps the tokens it was refreshed to before it uses them", async ({ posthogServer }) => {
    const owner = await connect("ada");
    posthogServer.refused.add("pha_ada_1");
    posthogServer.failing.set("/oauth/revoke/", 429);
    await disconnect(owner);
    posthogServer.failing.clear();
    posthogServer.asked.length = 0;
    await passPause();
    await carryOutRemovals();
    expect(endings(posthogServer)).toEqual(["remove pha_ada_2", "revoke phr_ada_2"]);
  });

  test("is ended once, by one of several processes", async ({ posthogServer }) => {
    const owner = await connect("ada");
    posthogServer.failing.set("/remove", 429);
    await disconnect(owner);
    posthogServer.failing.clear();
    posthogServer.asked.length = 0;
    await passPause();
    await Promise.all(Array.from({ length: 5 }, () => carryOutRemovals()));
    expect(endings(posthogServer)).toEqual(["remove pha_ada_1", "revoke phr_ada_1"]);
  });

  test("is taken over from a process that died", async ({ posthogServer }) => {
    const owner = await connect("ada");
    posthogServer.failing.set("/remove", 429);
    await disconnect(owner);
    posthogServer.failing.clear();
    await passPause();
    expect(await claimRemoval()).not.toBeNull();
    expect(await claimRemoval()).toBeNull();
    await db().pendingRemoval.updateMany({ data: { leaseUntil: new Date(0) } });
    await carryOutRemovals();
    expect(await pending()).toEqual([]);
  });

  test("of the first version is removed with the one token it has", async ({ posthogServer }) => {
    const id = "removal-of-the-first-version";
    await db().pendingRemoval.create({
      data: {
        ...{ id, userId: "gone", region: "EU", projectId: "7", expiresAt: new Date(Date.now() + HOUR_MS) },
        accessTokenSealed: seal("pha_gone_1", { row: id, column: "Release.accessToken" }),
      },
    });
    await carryOutRemovals();
    expect(endings(posthogServer)).toEqual(["remove pha_gone_1"]);
    expect(await pending()).toEqual([]);
  });

  for (const column of ["accessTokenSealed", "refreshTokenSealed"]) {
    test(`is kept while no key decrypts its ${column}, and ended when the key is back`, async ({
      posthogServer,
    }) => {
      const owner = await connect("ada");
      posthogServer.failing.set("/remove", 429);
      await disconnect(owner);
      posthogServer.failing.clear();
      posthogServer.asked.length = 0;
      const [readable] = await pending();
      const place = tokenPlace(owner, "accessToken");
      const unreadable = await sealWithOldKey("lost", place, Buffer.alloc(32, 9));
      await db().pendingRemoval.updateMany({ data: { [column]: unreadable } });
      await passPause();
      expect(await carryOutRemovals()).toMatchObject({ code: "tokens_unreadable" });
      expect(endings(posthogServer)).toEqual([]);
      expect(await pending()).toMatchObject([{ [column]: unreadable }]);
      await db().pendingRemoval.updateMany({ data: { ...readable } });
      await passPause();
      await carryOutRemovals();
      expect(endings(posthogServer)).toEqual(["remove pha_ada_1", "revoke phr_ada_1"]);
    });
  }

  test("outlives the account", async ({ posthogServer }) => {
    const owner = await connect("ada");
    posthogServer.failing.set("/remove", 429);
    await deleteAccount(owner.userId);
    expect(await db().user.findUnique({ where: { id: owner.userId } })).toBeNull();
    posthogServer.failing.clear();
    await passPause();
    await carryOutRemovals();
    expect(endings(posthogServer).slice(-2)).toEqual(["remove pha_ada_1", "revoke phr_ada_1"]);
  });
});
