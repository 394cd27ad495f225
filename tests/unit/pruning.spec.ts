import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { oldActivity } from "../../lib/connection/activity";
import { expiredOnboardings } from "../../lib/connection/onboarding";
import { db } from "../../lib/platform/db";
import { fullBuckets } from "../../lib/platform/limits";
import { prune } from "../../lib/platform/pruning";
import { provideDatabase } from "./support/database";

const DAY_MS = 24 * 3_600_000;
const before = (days: number): Date => new Date(Date.now() - days * DAY_MS);

test.describe("pruning", () => {
  provideDatabase();
  // Other test files in this worker leave rows, too.
  const userId = randomUUID();
  test.beforeAll(async () => {
    await db().user.create({ data: { id: userId, email: `${userId}@example.org` } });
  });

  test("deletes every batch of what is older than ninety days, and keeps the rest", async () => {
    const row = (days: number) => ({ userId, action: "open", createdAt: before(days) });
    await db().activity.createMany({ data: Array.from({ length: 2_500 }, () => row(91)) });
    await db().activity.create({ data: row(89) });
    await prune(oldActivity);
    expect(await db().activity.count({ where: { userId } })).toBe(1);
  });

  test("deletes onboardings and buckets whose time is over, and keeps the rest", async () => {
    const onboarding = (days: number) => ({ userId, region: "US" as const, expiresAt: before(days) });
    await db().onboarding.createMany({ data: [1, -1].map(onboarding) });
    await db().rateLimit.createMany({
      data: [
        { key: `full:${userId}`, fullAt: before(1) },
        { key: `filling:${userId}`, fullAt: before(-1) },
      ],
    });
    await prune(expiredOnboardings);
    await prune(fullBuckets);
    expect(await db().onboarding.count({ where: { userId } })).toBe(1);
    const ours = { where: { key: { endsWith: userId } } };
    const left = await db().rateLimit.findMany({ ...ours, select: { key: true } });
    expect(left).toEqual([{ key: `filling:${userId}` }]);
    await db().rateLimit.deleteMany(ours);
  });
});
