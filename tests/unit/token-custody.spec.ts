import { expect, test } from "@playwright/test";
import { currentDeadline, withDeadline } from "../../lib/platform/deadline";
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

const CALLERS = 12;

for (const kind of STORES) {
  test.describe(`custody of tokens ${kind.name}`, () => {
    provideDatabase();

    test("uses a token that is good for long as it is", async () => {
      const { owner, seen, withAccessToken } = await stageCustody(kind, async () => tokens(2));
      const { call, shown } = serverAccepting("pha_1");
      expect(await withAccessToken(owner, call)).toBe("pha_1");
      expect([shown, seen.refreshed, seen.outcomes]).toEqual([["pha_1"], [], []]);
    });

    test("refreshes ahead of the expiry, saves before it calls, and reports it", async () => {
      const staged = await stageCustody(kind, async () => tokens(2), { minutes: 4 });
      const { store, owner, seen, withAccessToken } = staged;
      const before = await store.read(owner);
      const result = await withAccessToken(owner, async ({ accessToken, region }) => {
        expect((await store.read(owner))?.accessTokenSealed).not.toBe(before?.accessTokenSealed);
        return [accessToken, region];
      });
      expect(result).toEqual(["pha_2", "US"]);
      expect(seen).toMatchObject({ refreshed: ["phr_1"], outcomes: [[owner, "US"]] });
      expect(await withAccessToken(owner, serverAccepting("pha_2").call)).toBe("pha_2");
      expect(seen.refreshed).toHaveLength(1);
    });

    test("refreshes after a refusal, once, and repeats the call", async () => {
      const { owner, seen, withAccessToken } = await stageCustody(kind, async () => tokens(2));
      const { call, shown } = serverAccepting("pha_2");
      expect(await withAccessToken(owner, call)).toBe("pha_2");
      expect([shown, seen.refreshed]).toEqual([["pha_1", "pha_2"], ["phr_1"]]);
    });

    for (const [what, minutes, refusals] of [
      ["after a refresh", 60, ["pha_1", "pha_2"]],
      ["after a refresh ahead", 4, ["pha_2"]],
    ] as const) {
      test(`passes a refusal on that comes ${what}`, async () => {
        const { owner, seen, withAccessToken } = await stageCustody(kind, async () => tokens(2), { minutes });
        const { call, shown } = serverAccepting();
        await expect(withAccessToken(owner, call)).rejects.toMatchObject({ code: "unauthorized" });
        expect([shown, seen.refreshed]).toEqual([refusals, ["phr_1"]]);
      });
    }

    test("refreshes once for many callers of two processes, and none uses the old token meanwhile", async () => {
      const { open, opened } = gate();
      const staged = await stageCustody(kind, () => opened.then(() => tokens(2)), { minutes: 4 });
      const processes = [staged, staged.newProcess()];
      const { call, shown } = serverAccepting("pha_1", "pha_2");
      const calls = Array.from({ length: CALLERS }, (_, n) =>
        processes[n % 2]?.withAccessToken(staged.owner, call),
      );
      await expect.poll(() => staged.seen.waits).toBeGreaterThanOrEqual(CALLERS - 1);
      open();
      expect(await Promise.all(calls)).toEqual(Array(CALLERS).fill("pha_2"));
      expect(shown).toEqual(Array(CALLERS).fill("pha_2"));
      expect(staged.seen.refreshed).toEqual(["phr_1"]);
    });

    test("refreshes once for many callers that are refused, and each repeats with the new token", async () => {
      const { owner, seen, withAccessToken } = await stageCustody(kind, async () => tokens(2));
      const servers = Array.from({ length: CALLERS }, () => serverAccepting("pha_2"));
      await Promise.all(servers.map(({ call }) => withAccessToken(owner, call)));
      for (const { shown } of servers) expect(shown.at(-1)).toBe("pha_2");
      for (const { shown } of servers) expect(shown.filter((token) => token === "pha_2")).toHaveLength(1);
      expect(seen.refreshed).toEqual(["phr_1"]);
    });

    for (const code of ["invalid_grant", "renewal_lost"] as const) {
      test(`ends the connection at ${code}, for every caller, and asks PostHog no more`, async () => {
        const { open, opened } = gate();
        const refused = new PostHogError(code, { status: 400, requestId: "r1" });
        const refuse = () => opened.then(() => Promise.reject(refused));
        const { store, owner, seen, withAccessToken } = await stageCustody(kind, refuse, { minutes: 4 });
        const { call, shown } = serverAccepting("pha_1");
        const calls = [1, 2, 3].map(() => withAccessToken(owner, call).catch((error) => error.code));
        await expect.poll(() => seen.waits).toBeGreaterThanOrEqual(2);
        open();
        expect(await Promise.all(calls)).toEqual(Array(3).fill("reconnect_required"));
        await expect(withAccessToken(owner, call)).rejects.toMatchObject({ code: "reconnect_required" });
        expect((await store.read(owner))?.needsReconnect).toBe(true);
        expect(shown).toEqual([]);
        expect(seen).toMatchObject({ refreshed: ["phr_1"], outcomes: [[owner, code, "r1"]] });
      });
    }

    test("ends nothing when a refresh fails in passing, and lets the next caller refresh at once", async () => {
      const answers = [new PostHogError("network"), new PostHogError("unavailable", { status: 503 })];
      const refresh = async () => {
        const failure = answers.shift();
        if (failure) throw failure;
        return tokens(2);
      };
      const { owner, seen, withAccessToken } = await stageCustody(kind, refresh, { minutes: 4 });
      const { call } = serverAccepting("pha_2");
      await expect(withAccessToken(owner, call)).rejects.toMatchObject({ code: "network" });
      await expect(withAccessToken(owner, call)).rejects.toMatchObject({ code: "unavailable" });
      expect(await withAccessToken(owner, call)).toBe("pha_2");
      expect(seen).toMatchObject({ outcomes: [[owner, "US"]], waits: 0 });
    });

    test("leaves the lease of another process alone when a refresh fails after its own has expired", async () => {
      const { open, opened } = gate();
      const fail = () => opened.then(() => Promise.reject(new PostHogError("network")));
      const staged = await stageCustody(kind, fail, { minutes: 4 });
      const { store, owner, seen, withAccessToken } = staged;
      const called = withAccessToken(owner, serverAccepting().call);
      await expect.poll(() => seen.refreshed).toHaveLength(1);
      await staged.expireLease(owner);
      const leaseHolder = await store.takeLease(owner, await readTokens(store, owner));
      open();
      await expect(called).rejects.toMatchObject({ code: "network" });
      expect(await store.read(owner)).toMatchObject({ leaseHolder });
    });

    test("gives a refresh more time than the click that needs it has", async () => {
      let left = 0;
      const refresh = async () => {
        left = (currentDeadline() ?? 0) - Date.now();
        return tokens(2);
      };
      const { owner, withAccessToken } = await stageCustody(kind, refresh, { minutes: 4 });
      await withDeadline(100, () => withAccessToken(owner, serverAccepting("pha_2").call));
      expect(left).toBeGreaterThan(5_000);
    });

    test("refreshes itself once the lease of a process that died has expired", async () => {
      const staged = await stageCustody(kind, async () => tokens(2), { minutes: 4 });
      const { store, owner, seen, withAccessToken, expireLease } = staged;
      await store.takeLease(owner, await readTokens(store, owner));
      const called = withAccessToken(owner, serverAccepting("pha_2").call);
      await expect.poll(() => seen.waits).toBeGreaterThan(1);
      expect(seen.refreshed).toEqual([]);
      await expireLease(owner);
      expect(await called).toBe("pha_2");
      expect(seen.refreshed).toEqual(["phr_1"]);
    });

    test("does not take the old token for a new one when only its encryption has changed", async () => {
      const { store, owner, seen, withAccessToken } = await stageCustody(kind, async () => tokens(2), {
        minutes: 4,
      });
      const generation = (await store.read(owner))?.accessTokenSealed ?? "";
      await store.takeLease(owner, await readTokens(store, owner));
      const { call, shown } = serverAccepting("pha_1", "pha_2");
      const called = withAccessToken(owner, call);
      await expect.poll(() => seen.waits).toBeGreaterThan(0);
      await store.saveRefreshed(owner, generation, sealTokens(owner, tokens(1, 4)));
      expect(await called).toBe("pha_2");
      expect([shown, seen.refreshed]).toEqual([["pha_2"], ["phr_1"]]);
    });

    for (const [what, answer] of [
      ["a refresh", async () => tokens(2)],
      ["a refusal", () => Promise.reject(new PostHogError("invalid_grant", { status: 400 }))],
    ] as const) {
      test(`keeps a new grant when ${what} of the old one arrives after it`, async () => {
        const { open, opened } = gate();
        const staged = await stageCustody(kind, () => opened.then(answer), { minutes: 4 });
        const { store, owner, seen, withAccessToken } = staged;
        const { call, shown } = serverAccepting("pha_1", "pha_2", "pha_9");
        const called = withAccessToken(owner, call).catch((error) => error.code);
        await expect.poll(() => seen.refreshed).toEqual(["phr_1"]);
        await saveGrant(store, owner, 9);
        open();
        await called;
        expect(await withAccessToken(owner, call)).toBe("pha_9");
        expect(new Set(shown)).toEqual(new Set(["pha_9"]));
        const orphan = { region: "US", projectId: null, accessToken: "pha_2", refreshToken: "phr_2" };
        expect(seen.orphans).toMatchObject(what === "a refresh" ? [[owner, orphan]] : []);
        expect(await store.read(owner)).toMatchObject({ needsReconnect: false, leaseHolder: null });
      });
    }

    for (const column of ["accessTokenSealed", "refreshTokenSealed"] as const) {
      test(`refuses a connection whose ${column} cannot be decrypted, without a call and without a change`, async () => {
        const staged = await stageCustody(kind, async () => tokens(2));
        const { store, owner, seen, withAccessToken, deleteConnection } = staged;
        const sealed = sealTokens(owner, tokens(1, 4));
        const damaged = { ...sealed, [column]: `${sealed[column].slice(0, -4)}AAAA` };
        await store.saveGrant(owner, { region: "US", scopes: [], teams: [], ...damaged });
        const { call, shown } = serverAccepting("pha_1");
        const before = await store.read(owner);
        await expect(withAccessToken(owner, call)).rejects.toMatchObject({ code: "tokens_unreadable" });
        expect(await store.read(owner)).toEqual(before);
        expect([shown, seen.refreshed, seen.outcomes]).toEqual([[], [], []]);
        const field = column === "accessTokenSealed" ? "accessToken" : "refreshToken";
        expect(await deleteConnection(owner)).toMatchObject({ [field]: null });
      });
    }

    test("deletes a connection and returns its tokens, and the next time there is none", async () => {
      const { owner, withAccessToken, deleteConnection } = await stageCustody(kind, async () => tokens(2));
      expect(await deleteConnection(owner)).toMatchObject({
        region: "US",
        accessToken: "pha_1",
        refreshToken: "phr_1",
      });
      expect(await deleteConnection(owner)).toBeNull();
      const called = withAccessToken(owner, serverAccepting("pha_1").call);
      await expect(called).rejects.toMatchObject({ code: "not_connected" });
    });

    test("lets a refresh under way finish before it deletes, and returns the new tokens", async () => {
      const { open, opened } = gate();
      const staged = await stageCustody(kind, () => opened.then(() => tokens(2)), { minutes: 4 });
      const { owner, seen, withAccessToken, deleteConnection } = staged;
      const called = withAccessToken(owner, serverAccepting("pha_2").call).catch((error) => error.code);
      await expect.poll(() => seen.refreshed).toEqual(["phr_1"]);
      const deleted = deleteConnection(owner);
      await expect.poll(() => seen.waits).toBeGreaterThan(0);
      open();
      expect(await deleted).toMatchObject({ accessToken: "pha_2", refreshToken: "phr_2" });
      await called;
    });

    test("deletes during a refresh that takes too long, and hands over what it brings", async () => {
      const { open, opened } = gate();
      const staged = await stageCustody(kind, () => opened.then(() => tokens(2)), { minutes: 4 });
      const { store, owner, seen, withAccessToken, deleteConnection } = staged;
      const called = withAccessToken(owner, serverAccepting("pha_2").call);
      await expect.poll(() => seen.refreshed).toEqual(["phr_1"]);
      expect(await deleteConnection(owner)).toMatchObject({ accessToken: "pha_1", refreshToken: "phr_1" });
      open();
      await expect(called).rejects.toMatchObject({ code: "not_connected" });
      expect(await store.read(owner)).toBeNull();
      expect(seen.orphans).toMatchObject([[owner, { accessToken: "pha_2", refreshToken: "phr_2" }]]);
    });
  });
}
