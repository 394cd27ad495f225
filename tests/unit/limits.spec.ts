import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { db, openDatabase } from "../../lib/platform/db";
import { countUse } from "../../lib/platform/limits";
import { setTestEnvironment } from "./support/environment";

const CLICKS_A_MINUTE = 60;

test.beforeAll(async () => {
  setTestEnvironment();
  await openDatabase();
});

/** A person nobody has counted yet, at an address of their own. */
const somebody = () => ({ user: randomUUID(), address: randomUUID() });

async function clickToTheLimit(who: { user: string; address: string }): Promise<void> {
  const waits = await Promise.all(Array.from({ length: CLICKS_A_MINUTE }, () => countUse("open", who)));
  expect(waits.every((wait) => wait === null)).toBe(true);
}

test("clicks are counted, together or apart, and the one too many is told when to come back", async () => {
  const who = somebody();
  await clickToTheLimit(who);
  const wait = await countUse("open", who);
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThanOrEqual(60);
});

test("the count begins anew when its time is over", async () => {
  const who = somebody();
  await clickToTheLimit(who);
  await db().rateLimiterFlexible.updateMany({
    where: { key: { contains: who.user } },
    data: { expire: Date.now() - 1 },
  });
  expect(await countUse("open", who)).toBeNull();
});

test("one person's clicks are not another's", async () => {
  const who = somebody();
  await clickToTheLimit(who);
  expect(await countUse("open", somebody())).toBeNull();
});
