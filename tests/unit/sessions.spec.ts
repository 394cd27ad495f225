import { expect, test } from "@playwright/test";
import { z } from "zod";
import {
  endEverySession,
  endSession,
  findSessionUser,
  listSignIns,
  oldSessions,
  startSession,
  touchSession,
} from "../../lib/auth/sessions";
import { deleteAccount } from "../../lib/connection/account";
import { db, query } from "../../lib/platform/db";
import { prune } from "../../lib/platform/pruning";
import { provideDatabase } from "./support/database";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const ago = (milliseconds: number) => new Date(Date.now() - milliseconds);

const start = (userId = "ada") => startSession(userId, "github", null);

/** How many users were found by their id since the database was opened. */
async function usersRead(): Promise<number> {
  await db().$queryRawUnsafe("SELECT pg_stat_force_next_flush()::text");
  const [index] = await query(
    z.object({ read: z.coerce.number() }),
    `SELECT idx_tup_read AS "read" FROM pg_stat_user_indexes WHERE indexrelname = 'User_pkey'`,
    [],
  );
  return index?.read ?? 0;
}

/** Makes a session that began and was last used this long ago. */
async function sessionFrom(begunMs: number, usedMs: number): Promise<string> {
  const id = await start();
  await db().session.update({ where: { id }, data: { createdAt: ago(begunMs), seenAt: ago(usedMs) } });
  return id;
}

test.describe("a session", () => {
  provideDatabase();
  test.beforeAll(async () => {
    await db().user.createMany({
      data: ["ada", "bob"].map((id) => ({ id, email: `${id}@example.org` })),
    });
  });

  test("looks up its user alone, also where most users have no session", async () => {
    const early = Array.from({ length: 50 }, (_, n) => `early-${n}`);
    const others = Array.from({ length: 20_000 }, (_, n) => `late-${n}`);
    await db().user.createMany({
      data: [...early, ...others].map((id) => ({ id, email: `${id}@example.org` })),
    });
    const ids = await Promise.all(early.map(start));
    await db().$executeRawUnsafe("ANALYZE");
    const before = await usersRead();
    expect(await findSessionUser(ids.at(-1) ?? "")).toMatchObject({ id: early.at(-1) });
    expect((await usersRead()) - before).toBe(1);
    await db().user.deleteMany({ where: { id: { in: [...early] } } });
    await db().user.deleteMany({ where: { id: { startsWith: "late-" } } });
  });

  test("knows its user until it is ended, and nothing revives it", async () => {
    const id = await start();
    expect(await findSessionUser(id)).toEqual({
      id: "ada",
      email: "ada@example.org",
      name: null,
      isStale: false,
    });
    await endSession(id);
    await touchSession(id);
    expect(await findSessionUser(id)).toBeNull();
    expect(await findSessionUser("made-up")).toBeNull();
  });

  test("ends after seven days without use; until then each use renews it", async () => {
    expect(await findSessionUser(await sessionFrom(8 * DAY_MS, 7 * DAY_MS + HOUR_MS))).toBeNull();
    const id = await sessionFrom(8 * DAY_MS, 7 * DAY_MS - HOUR_MS);
    expect(await findSessionUser(id)).toMatchObject({ id: "ada", isStale: true });
    await touchSession(id);
    expect(await findSessionUser(id)).toMatchObject({ id: "ada", isStale: false });
  });

  test("ends after thirty days, however often it was used", async () => {
    expect(await findSessionUser(await sessionFrom(30 * DAY_MS - HOUR_MS, 0))).not.toBeNull();
    const id = await sessionFrom(30 * DAY_MS + HOUR_MS, 2 * HOUR_MS);
    await touchSession(id);
    expect(await findSessionUser(id)).toBeNull();
  });

  test("asks to be renewed once an hour at most", async () => {
    expect(await findSessionUser(await sessionFrom(DAY_MS, HOUR_MS / 2))).toMatchObject({ isStale: false });
    expect(await findSessionUser(await sessionFrom(DAY_MS, 2 * HOUR_MS))).toMatchObject({ isStale: true });
  });

  test("takes the place of the one that the browser had", async () => {
    const before = await start();
    const after = await startSession("bob", "github", before);
    expect(await findSessionUser(before)).toBeNull();
    expect(await findSessionUser(after)).toMatchObject({ id: "bob" });
  });

  test("ends with all others of its user, and no one else's", async () => {
    const [first, second, other] = [await start(), await start(), await start("bob")];
    await endEverySession("ada");
    expect(await findSessionUser(first)).toBeNull();
    expect(await findSessionUser(second)).toBeNull();
    expect(await findSessionUser(other)).toMatchObject({ id: "bob" });
  });

  test("is listed for its user alone, also after it has ended, for ninety days", async () => {
    await db().session.deleteMany();
    await sessionFrom(91 * DAY_MS, 91 * DAY_MS);
    const ended = await sessionFrom(HOUR_MS, 0);
    await endSession(ended);
    const live = await start();
    await start("bob");
    await prune(oldSessions);
    expect(await listSignIns("ada")).toMatchObject([
      { id: live, provider: "github", isLive: true },
      { id: ended, provider: "github", isLive: false },
    ]);
  });

  test("ends with the account", async () => {
    const id = await start("bob");
    await deleteAccount("bob");
    expect(await findSessionUser(id)).toBeNull();
    expect(await db().session.count({ where: { userId: "bob" } })).toBe(0);
  });
});
