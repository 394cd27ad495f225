import { expect, test } from "@playwright/test";
import { listActivity, oldActivity, recordActivity, recordFailure } from "../../lib/connection/activity";
import { db } from "../../lib/platform/db";
import { prune } from "../../lib/platform/pruning";
import { provideDatabase } from "./support/database";

const DAY_MS = 24 * 3_600_000;

test.describe("the record of activity", () => {
  provideDatabase();
  test.beforeAll(async () => {
    await db().user.createMany({
      data: ["ada", "bob"].map((id) => ({ id, email: `${id}@example.org` })),
    });
  });

  test("holds the latest fifty of one user, newest first", async () => {
    await db().activity.createMany({
      data: Array.from({ length: 60 }, (_, minute) => ({
        userId: minute % 6 === 5 ? "bob" : "ada",
        action: "open",
        createdAt: new Date(Date.UTC(2026, 0, 1, 0, minute)),
      })),
    });
    const times = (await listActivity("ada")).map(({ createdAt }) => createdAt.getTime());
    expect(times).toHaveLength(50);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    expect(await listActivity("bob")).toHaveLength(10);
  });

  test("loses what is older than ninety days and keeps the rest", async () => {
    await db().activity.deleteMany();
    const now = Date.now();
    await db().activity.createMany({
      data: [89, 91].map((days) => ({
        userId: "ada",
        action: "connect",
        code: `${days} days`,
        createdAt: new Date(now - days * DAY_MS),
      })),
    });
    await prune(oldActivity);
    expect((await listActivity("ada")).map(({ code }) => code)).toEqual(["89 days"]);
  });

  test("keeps failures with their code and request id, but not what was never attempted", async () => {
    await db().activity.deleteMany();
    for (const code of ["flow_unknown", "foreign_origin", "invalid_input", "slow_down"] as const) {
      await recordFailure("ada", "connect", { code });
    }
    await recordFailure("ada", "connect", { code: "rate_limited", requestId: "r1" });
    expect(await listActivity("ada")).toMatchObject([
      { action: "connect", code: "rate_limited", requestId: "r1" },
    ]);
  });

  test("never fails its writer", async () => {
    await recordActivity("someone who is gone", { action: "open" });
    expect(await db().activity.count({ where: { action: "open" } })).toBe(0);
  });

  test("holds everything that comes at once, but for what cannot be stored", async () => {
    await db().activity.deleteMany();
    const users = ["ada", "someone who is gone", "bob"];
    await Promise.all(
      Array.from({ length: 300 }, (_, n) =>
        recordActivity(users[n % 3] ?? "", { action: "open", region: "EU" }),
      ),
    );
    await Promise.all(Array.from({ length: 5 }, () => recordFailure("ada", "open", { code: "timeout" })));
    expect(await db().activity.count({ where: { action: "open", region: "EU", code: null } })).toBe(200);
    expect(await db().activity.findMany({ where: { code: "timeout" } })).toMatchObject([
      { userId: "ada", times: 5, region: null, requestId: null },
    ]);
  });
});
