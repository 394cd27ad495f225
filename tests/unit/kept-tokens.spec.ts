import { expect, test } from "@playwright/test";
import { PostHogError } from "../../lib/posthog/errors";
import { sealTokens } from "../../lib/tokens/vault";
import {
  gate,
  readTokens,
  STORES,
  saveGrant,
  serverAccepting,
  stageCustody,
  tokens,
} from "./support/custody-stage";
import { provideDatabase } from "./support/database";

const AWAY = new Error("the database is away");
/** How long the person waits in these tests. */
const patienceMs = 500;

for (const kind of STORES) {
  test.describe(`tokens ${kind.name} that PostHog has handed out`, () => {
    provideDatabase();

    test("are used for as long as they are good when PostHog refuses their refresh", async () => {
      const refuse = () => Promise.reject(new PostHogError("rate_limited", { status: 429 }));
      const { call } = serverAccepting("pha_1");
      const good = await stageCustody(kind, refuse, { minutes: 4 });
      expect(await good.withAccessToken(good.owner, call)).toBe("pha_1");
      const ended = await stageCustody(kind, refuse, { minutes: -1 });
      const called = ended.withAccessToken(ended.owner, call);
      await expect(called).rejects.toMatchObject({ code: "rate_limited" });
    });

    test("are kept until the database takes them, and the person gets what they came for", async () => {
      const failures = [AWAY, AWAY, AWAY];
      const atSave = async () => {
        const failure = failures.pop();
        if (failure) throw failure;
      };
      const staged = await stageCustody(kind, async () => tokens(2), { minutes: 4, atSave });
      const { owner, seen, withAccessToken } = staged;
      expect(await withAccessToken(owner, serverAccepting("pha_2").call)).toBe("pha_2");
      expect(seen).toMatchObject({ refreshed: ["phr_1"], outcomes: [[owner, "US"]], orphans: [] });
    });

    test("are saved whenever they come, also when the person has waited long enough", async () => {
      const { open, opened } = gate();
      const answer = () => opened.then(() => tokens(2));
      const staged = await stageCustody(kind, answer, { minutes: 4, patienceMs });
      const { store, owner, seen, newProcess, withAccessToken } = staged;
      const { call } = serverAccepting("pha_2");
      const inOtherProcess = newProcess().withAccessToken(owner, call);
      const called = await Promise.allSettled([withAccessToken(owner, call), inOtherProcess]);
      expect(called).toMatchObject(Array(2).fill({ reason: { code: "timeout" } }));
      open();
      expect(await withAccessToken(owner, call)).toBe("pha_2");
      expect(seen.refreshed).toEqual(["phr_1"]);
      expect(await store.read(owner)).toMatchObject({ leaseHolder: null });
    });

    test("are exchanged by one process, also when that takes longer than its lease", async () => {
      const { open, opened } = gate();
      const staged = await stageCustody(kind, () => opened.then(() => tokens(2)), { minutes: 4 });
      const { owner, seen, expireLease, newProcess, withAccessToken } = staged;
      const { call } = serverAccepting("pha_2");
      const called = withAccessToken(owner, call);
      await expect.poll(() => seen.refreshed).toHaveLength(1);
      await expireLease(owner);
      await expect.poll(() => seen.prolonged).toBeGreaterThan(0);
      const inOtherProcess = newProcess().withAccessToken(owner, call);
      await expect.poll(() => seen.waits).toBeGreaterThan(0);
      open();
      expect(await Promise.all([called, inOtherProcess])).toEqual(["pha_2", "pha_2"]);
      expect(seen.refreshed).toEqual(["phr_1"]);
    });

    test("are saved when the database is back, also when the person has waited long enough", async () => {
      let isAway = true;
      const atSave = async () => {
        if (isAway) throw AWAY;
      };
      const staged = await stageCustody(kind, async () => tokens(2), { minutes: 4, atSave, patienceMs });
      const { owner, seen, withAccessToken } = staged;
      const { call } = serverAccepting("pha_2");
      await expect(withAccessToken(owner, call)).rejects.toMatchObject({ code: "not_saved_yet" });
      isAway = false;
      expect(await withAccessToken(owner, call)).toBe("pha_2");
      expect(seen.refreshed).toEqual(["phr_1"]);
    });

    test("are saved over the old ones, also when these were ended or encrypted anew meanwhile", async () => {
      const { open, opened } = gate();
      const staged = await stageCustody(kind, () => opened.then(() => tokens(2)), { minutes: 4 });
      const { store, owner, seen, withAccessToken } = staged;
      const called = withAccessToken(owner, serverAccepting("pha_2").call);
      await expect.poll(() => seen.refreshed).toHaveLength(1);
      const { accessTokenSealed } = await readTokens(store, owner);
      const resealed = sealTokens(owner, tokens(1, 4));
      await store.saveRefreshed(owner, accessTokenSealed, resealed);
      await store.markEnded(owner, resealed.accessTokenSealed, "renewal_lost");
      open();
      expect(await called).toBe("pha_2");
      expect(await store.read(owner)).toMatchObject({ needsReconnect: false });
      expect(seen.orphans).toEqual([]);
    });

    test("are known to be saved when the answer of the database was lost", async () => {
      const failures = [AWAY];
      const staged = await stageCustody(kind, async () => tokens(2), {
        minutes: 4,
        async atSave() {
          const failure = failures.pop();
          if (!failure) return;
          const { accessTokenSealed } = await readTokens(staged.store, staged.owner);
          // As if the save succeeded and the encryption key then changed.
          const resealed = sealTokens(staged.owner, tokens(2));
          await staged.store.saveRefreshed(staged.owner, accessTokenSealed, resealed);
          throw failure;
        },
      });
      const { owner, seen, withAccessToken } = staged;
      expect(await withAccessToken(owner, serverAccepting("pha_2").call)).toBe("pha_2");
      expect(seen).toMatchObject({ outcomes: [[owner, "US"]], orphans: [] });
    });

    test("keep the connection that is made while the one before waits for its deletion", async () => {
      const { open, opened } = gate();
      const staged = await stageCustody(kind, () => opened.then(() => tokens(2)), { minutes: 4 });
      const { store, owner, seen, withAccessToken, deleteConnection } = staged;
      const { call } = serverAccepting("pha_9");
      const called = withAccessToken(owner, call);
      await expect.poll(() => seen.refreshed).toHaveLength(1);
      const deleted = deleteConnection(owner);
      await expect.poll(() => seen.waits).toBeGreaterThan(0);
      await saveGrant(store, owner, 9);
      expect(await deleted).toBeNull();
      open();
      expect(await called).toBe("pha_9");
    });

    test("end no connection that has others by now", async () => {
      const { open, opened } = gate();
      const refuse = () => opened.then(() => Promise.reject(new PostHogError("invalid_grant")));
      const staged = await stageCustody(kind, refuse, { minutes: 4 });
      const { store, owner, seen, withAccessToken } = staged;
      const called = withAccessToken(owner, serverAccepting().call);
      await expect.poll(() => seen.refreshed).toHaveLength(1);
      const { accessTokenSealed } = await readTokens(store, owner);
      await store.saveRefreshed(owner, accessTokenSealed, sealTokens(owner, tokens(3)));
      open();
      await expect(called).rejects.toMatchObject({ code: "connection_changed" });
      expect(seen.outcomes).toEqual([]);
      expect(await withAccessToken(owner, serverAccepting("pha_3").call)).toBe("pha_3");
    });
  });
}
