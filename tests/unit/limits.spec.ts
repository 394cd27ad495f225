import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { db, openDatabase } from "../../lib/platform/db";
import { countUse, type Limit } from "../../lib/platform/limits";
import { setTestEnvironment } from "./support/environment";

const CLICKS_A_MINUTE = 60;

const clicks: Limit = {
  name: "clicks",
  user: { points: CLICKS_A_MINUTE, duration: 60 },
  address: { points: 600, duration: 60 },
};

test.beforeAll(async () => {
  setTestEnvironment();
  await openDatabase();
});

/** A person who has not been counted yet, at an address of their own. */
const newPerson = () => ({ user: randomUUID(), address: randomUUID() });

async function clickToTheLimit(who: { user: string; address: string }): Promise<void> {
  const waits = await Promise.all(Array.from({ length: CLICKS_A_MINUTE }, () => countUse(clicks, who)));
  expect(waits.every((wait) => wait === null)).toBe(true);
}

test("clicks are counted, together or apart, and the one too many is told when to come back", async () => {
  const who = newPerson();
  await clickToTheLimit(who);
  const wait = await countUse(clicks, who);
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThanOrEqual(60);
});

test("the count begins anew when its time is over", async () => {
  const who = newPerson();
  await clickToTheLimit(who);
  await db().rateLimiterFlexible.updateMany({
    where: { key: { contains: who.user } },
    data: { expire: Date.now() - 1 },
  });
  expect(await countUse(clicks, who)).toBeNull();
});

test("one person's clicks are not another's", async () => {
  const who = newPerson();
  await clickToTheLimit(who);
  expect(await countUse(clicks, newPerson())).toBeNull();
});
