import { expect } from "@playwright/test";
import { deleteAccount } from "../../lib/connection/account";
import { disconnect } from "../../lib/connection/disconnect";
import { provision, saveGrant } from "../../lib/connection/provisioning";
import { carryOutRemovals, waitForRemovals } from "../../lib/connection/removal";
import { withAccessToken } from "../../lib/connection/tokens";
import { db } from "../../lib/platform/db";
import type { ConnectionOwner } from "../../lib/tokens/owner";
import { addConnection, newOwner } from "./support/connections";
import { gate } from "./support/custody-stage";
import { provideDatabase } from "./support/database";
import { connect, endings, grant, hooks, passPause, pending, test } from "./support/removals";

const HOUR_MS = 3_600_000;

test.describe("a project that is still needed", () => {
  provideDatabase();

  test("stays for another connection of the person in that region; the grant is revoked", async ({
    posthogServer,
  }) => {
    const owner = await connect("ada");
    await connect("ada", { ...owner, partnerProjectId: "site-b" });
    await disconnect(owner);
    expect(endings(posthogServer)).toEqual(["revoke phr_ada_1"]);
  });

  test("does not stay for a connection in the other region, or of someone else", async ({
    posthogServer,
  }) => {
    const owner = await connect("ada");
    await connect("ada", { ...owner, partnerProjectId: "site-b" }, "EU");
    await connect("ada");
    await disconnect(owner);
    expect(endings(posthogServer)).toEqual(["remove pha_ada_1", "revoke phr_ada_1"]);
  });

  test("is decided about when a connection that is being made has its project", async ({ posthogServer }) => {
    const owner = await connect("ada");
    const second = { ...owner, partnerProjectId: "site-b" };
    await grant("ada", second);
    await disconnect(owner);
    expect(endings(posthogServer)).toEqual([]);
    expect(await pending(), "waiting is no failure").toMatchObject([{ attempts: 0 }]);
    await provision(second, hooks);
    await passPause();
    await carryOutRemovals();
    expect(endings(posthogServer)).toEqual(["revoke phr_ada_1"]);
  });

  test("is decided about when a code that is being exchanged has brought its tokens", async ({
    posthogServer,
  }) => {
    const owner = await connect("ada");
    const expiresAt = new Date(Date.now() + 60_000);
    const onboarding = await db().onboarding.create({
      data: { userId: owner.userId, region: "US", step: "TOKENS", expiresAt },
    });
    await disconnect(owner);
    expect(endings(posthogServer)).toEqual([]);
    await db().onboarding.delete({ where: { id: onboarding.id } });
    await passPause();
    await carryOutRemovals();
    expect(endings(posthogServer)).toEqual(["remove pha_ada_1", "revoke phr_ada_1"]);
  });

  for (const [words, end] of [
    ["disconnects", disconnect],
    ["deletes their account", ({ userId }: ConnectionOwner) => deleteAccount(userId)],
  ] as const) {
    test(`stays for a second user with the same address when the first ${words}`, async ({
      posthogServer,
    }) => {
      const [owner, second] = [await connect("ada"), newOwner()];
      const { email } = await db().user.findUniqueOrThrow({ where: { id: owner.userId } });
      await db().user.create({ data: { id: second.userId, email } });
      await connect("ada", second);
      await end(owner);
      await carryOutRemovals();
      expect(endings(posthogServer)).toEqual(["revoke phr_ada_1"]);
      expect(await pending()).toEqual([]);
    });
  }

  test("stays for someone who deleted their account and has come back", async ({ posthogServer }) => {
    const owner = await connect("ada");
    const { email } = await db().user.findUniqueOrThrow({ where: { id: owner.userId } });
    posthogServer.failing.set("/remove", 429);
    await deleteAccount(owner.userId);
    const tried = { attempts: 1, leaseUntil: null };
    await expect.poll(() => db().pendingRemoval.findFirst()).toMatchObject(tried);
    posthogServer.failing.clear();
    posthogServer.asked.length = 0;
    const back = newOwner();
    await db().user.create({ data: { id: back.userId, email } });
    await waitForRemovals(back.userId, "US");
    await connect("ada", back);
    await passPause();
    await carryOutRemovals();
    expect(endings(posthogServer)).toEqual(["revoke phr_ada_1"]);
  });
});

test.describe("a grant that takes the place of another", () => {
  provideDatabase();

  for (const [words, name, region, expected] of [
    ["for the same project has the former one revoked", "ada", "US", ["revoke phr_ada_1"]],
    [
      ...["for another project has the former project removed and its grant revoked", "eve", "US"],
      ["remove pha_ada_1", "revoke phr_ada_1"],
    ],
    [
      ...["in the other region has the former project removed there", "ada", "EU"],
      ["remove pha_ada_1", "revoke phr_ada_1"],
    ],
  ] as const) {
    test(words, async ({ posthogServer }) => {
      const owner = await connect("ada");
      const former = await db().connection.findFirstOrThrow({ where: { ...owner } });
      const tokens = { refreshToken: `phr_${name}_8`, accessToken: `pha_${name}_8`, expiresAt: new Date() };
      await saveGrant(owner, { region, tokens, teams: [], scopes: [] });
      expect(await pending()).toMatchObject([
        { region: "US", accessTokenSealed: former.accessTokenSealed, sealedFor: `${owner.userId}/default` },
      ]);
      await db().connection.updateMany({
        where: { ...owner },
        data: { accessTokenExpiresAt: new Date(Date.now() + HOUR_MS) },
      });
      await provision(owner, hooks);
      await carryOutRemovals();
      expect(endings(posthogServer)).toEqual(expected);
    });
  }

  for (const [words, end] of [
    ["was deleted", disconnect],
    ["was replaced", (owner: ConnectionOwner) => grant("eve", owner)],
  ] as const) {
    test(`or whose connection ${words} during a refresh is ended by the refreshed tokens`, async ({
      posthogServer,
    }) => {
      const owner = await connect("ada");
      await db().connection.updateMany({ where: { ...owner }, data: { accessTokenExpiresAt: new Date() } });
      const { open, opened } = gate();
      posthogServer.meanwhile = (call) => (call.endsWith("/oauth/token") ? opened : Promise.resolve());
      const use = withAccessToken(owner, async ({ accessToken }) => accessToken).catch(String);
      await expect.poll(() => endings(posthogServer)).toEqual(["token phr_ada_1"]);
      await end(owner);
      expect(endings(posthogServer), "its tokens are not used meanwhile").toEqual(["token phr_ada_1"]);
      open();
      await use;
      await db().connection.updateMany({ data: { projectToken: "phc_eve", projectId: "project-of-eve" } });
      await carryOutRemovals();
      expect(endings(posthogServer).slice(1)).toEqual(["remove pha_ada_2", "revoke phr_ada_2"]);
      expect(await pending()).toEqual([]);
    });
  }

  test("for an account that was deleted meanwhile is revoked", async ({ posthogServer }) => {
    await expect(grant("ada", newOwner())).rejects.toMatchObject({ code: "signed_out" });
    await carryOutRemovals();
    expect(endings(posthogServer)).toEqual(["revoke phr_ada_1"]);
  });

  test("cannot vanish with its user", async () => {
    const owner = newOwner();
    await addConnection(owner);
    await expect(db().user.deleteMany({ where: { id: owner.userId } })).rejects.toThrow();
    await db().connection.deleteMany({ where: { ...owner } });
  });
});
