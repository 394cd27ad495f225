import { expect } from "@playwright/test";
import { deleteAccount } from "../../lib/connection/account";
import { disconnect } from "../../lib/connection/disconnect";
import { type ProjectHooks, provision, saveGrant } from "../../lib/connection/provisioning";
import { carryOutRemovals, waitForRemovals } from "../../lib/connection/removal";
import { withAccessToken } from "../../lib/connection/tokens";
import { db } from "../../lib/platform/db";
import type { Region } from "../../lib/posthog/regions";
import type { ConnectionOwner } from "../../lib/tokens/owner";
import { claimRemoval } from "../../lib/tokens/pending-removals";
import { seal, tokenPlace } from "../../lib/tokens/vault";
import { addConnection, addUser, newOwner } from "./support/connections";
import { gate } from "./support/custody-stage";
import { provideDatabase } from "./support/database";
import { sealWithOldKey } from "./support/former-key";
import { test as base, type PostHogServer } from "./support/posthog-server";

const HOUR_MS = 3_600_000;
const hooks: ProjectHooks = { scopes: {}, onProject: async () => {} };

const test = base.extend<{ fresh: undefined }>({
  fresh: [
    async ({ posthogServer }, use) => {
      await db().pendingRemoval.deleteMany();
      posthogServer.asked.length = 0;
      posthogServer.refused.clear();
      posthogServer.failing.clear();
      posthogServer.meanwhile = undefined;
      await use(undefined);
    },
    { auto: true },
  ],
});

/** Saves a grant whose tokens name someone, without its project. */
async function grant(name: string, owner: ConnectionOwner, region: Region = "US"): Promise<ConnectionOwner> {
  const expiresAt = new Date(Date.now() + HOUR_MS);
  const tokens = { accessToken: `pha_${name}_1`, refreshToken: `phr_${name}_1`, expiresAt };
  await saveGrant(owner, { region, tokens, teams: [], scopes: [] });
  return owner;
}

/** The same, with the project, which has the same name. */
async function connect(name: string, owner = newOwner(), region?: Region): Promise<ConnectionOwner> {
  await addUser(owner);
  await provision(await grant(name, owner, region), hooks);
  return owner;
}

/** What PostHog was asked for in order to remove and revoke: `remove pha_ada_1`. */
const endings = ({ asked }: PostHogServer) =>
  asked.flatMap(({ call, credential }) => {
    const [kind] = /(?<=\/)(remove|revoke|token)(?=\/?$)/.exec(call) ?? [];
    return kind ? [`${kind} ${credential}`] : [];
  });

const pending = () => db().pendingRemoval.findMany({ orderBy: { id: "asc" } });

/** Lets the pause before the next attempt pass. */
const passPause = () => db().pendingRemoval.updateMany({ data: { nextAttemptAt: new Date(0) } });

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

  for (const [words, status] of [
    ["PostHog knows no such client", 401],
    ["PostHog has no such endpoint", 404],
  ] as const) {
    test(`counts as revoked when ${words}`, async ({ posthogServer }) => {
      const owner = await connect("ada");
      posthogServer.failing.set("/oauth/revoke/", status);
      await disconnect(owner);
      expect(endings(posthogServer).at(-1)).toBe("revoke phr_ada_1");
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
        accessTokenSealed: await seal("pha_gone_1", { row: id, column: "Release.accessToken" }),
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

  test("stays for someone who deleted their account and has come back", async ({ posthogServer }) => {
    const owner = await connect("ada");
    const { email } = await db().user.findUniqueOrThrow({ where: { id: owner.userId } });
    posthogServer.failing.set("/remove", 429);
    await deleteAccount(owner.userId);
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
