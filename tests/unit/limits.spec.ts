import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { expect, test } from "@playwright/test";
import { z } from "zod";
import { requireConnect } from "../../lib/connection/limits";
import { db } from "../../lib/platform/db";
import { countUse, type Limit } from "../../lib/platform/limits";
import { prepareRequests } from "../../lib/platform/request";
import { provideDatabase } from "./support/database";

const BURST = 10;
const MINUTE_MS = 60_000;

const clicks: Limit = {
  name: "clicks",
  user: { burst: BURST, perHour: 60 },
  address: { burst: 20, perHour: 20 },
};

const visits: Limit = { name: "visits", address: { burst: 5, perHour: 5 } };

/** Ages a bucket by this much time. */
async function letPass(key: string, milliseconds: number): Promise<void> {
  const { fullAt } = await db().rateLimit.findUniqueOrThrow({ where: { key } });
  await db().rateLimit.update({
    where: { key },
    data: { fullAt: new Date(fullAt.getTime() - milliseconds) },
  });
}

const clickTimes = (times: number, user: string) =>
  Promise.all(Array.from({ length: times }, () => countUse(clicks, user)));

test.describe("the limits of one person", () => {
  provideDatabase();

  test("let exactly a burst through, however many come at once, and say when the next may come", async () => {
    const waits = await clickTimes(BURST + 5, randomUUID());
    expect(waits.filter((wait) => wait === null)).toHaveLength(BURST);
    for (const wait of waits.filter((wait) => wait !== null)) {
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(60);
    }
  });

  test("fill up continuously, and trying too early costs nothing", async () => {
    const user = randomUUID();
    await clickTimes(BURST + 30, user);
    await letPass(`clicks-user:${user}`, MINUTE_MS);
    expect(await clickTimes(2, user)).toEqual([null, expect.any(Number)]);
    await letPass(`clicks-user:${user}`, BURST * MINUTE_MS);
    expect((await clickTimes(BURST, user)).every((wait) => wait === null)).toBe(true);
  });

  test("refuse each of many who come at once by their own use alone", async () => {
    const users = Array.from({ length: 40 }, () => randomUUID());
    const [exhausted = ""] = users;
    await clickTimes(BURST, exhausted);
    const waits = await Promise.all(users.map((user) => countUse(clicks, user)));
    expect(waits).toEqual(users.map((user) => (user === exhausted ? expect.any(Number) : null)));
  });

  test("are not another's", async () => {
    await clickTimes(BURST + 1, randomUUID());
    expect(await countUse(clicks, randomUUID())).toBeNull();
  });

  test("keep a third of PostHog's connects for people who have used none", async () => {
    const [ada, bob, eve, newcomer] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    for (const user of [ada, ada, bob, bob, eve, eve]) await requireConnect(user, "US");
    await expect(requireConnect(ada, "US")).rejects.toMatchObject({ code: "connects_kept" });
    await requireConnect(newcomer, "US");
    await requireConnect(bob, "EU");
  });

  test("allow three connects an hour", async () => {
    const user = randomUUID();
    for (const region of ["EU", "EU", "EU"] as const) await requireConnect(user, region);
    const refusal = requireConnect(user, "EU");
    await expect(refusal).rejects.toMatchObject({ code: "slow_down", retryAfterSeconds: expect.any(Number) });
  });
});

test.describe("the limits of one address", () => {
  provideDatabase();
  let server: Server;
  let url = "";

  test.beforeAll(async () => {
    prepareRequests();
    server = createServer(async (_request, response) => {
      response.end(JSON.stringify(await countUse(visits)));
    }).listen(0);
    await once(server, "listening");
    url = `http://localhost:${z.object({ port: z.number() }).parse(server.address()).port}`;
  });
  test.afterAll(() => server.close());

  async function visitFrom(address?: string): Promise<number | null> {
    const response = await fetch(url, { headers: address ? { "x-forwarded-for": address } : {} });
    return z
      .number()
      .nullable()
      .parse(await response.json());
  }

  test("count a /64 of IPv6 and an address with any port as one, and no other with them", async () => {
    for (let n = 0; n < 5; n += 1) expect(await visitFrom(`2001:db8:1:2::${n}`)).toBeNull();
    expect(await visitFrom("2001:db8:1:2:ffff::9")).toBeGreaterThan(0);
    expect(await visitFrom("2001:db8:1:3::1")).toBeNull();
    for (let n = 0; n < 5; n += 1) expect(await visitFrom(`192.0.2.9, 203.0.113.7:${4000 + n}`)).toBeNull();
    expect(await visitFrom("203.0.113.7")).toBeGreaterThan(0);
    expect(await visitFrom("203.0.113.8")).toBeNull();
  });

  test("do not exist where no proxy names one, so a flood closes the door for no one", async () => {
    await db().rateLimit.deleteMany();
    const flood = await Promise.all(Array.from({ length: 300 }, () => visitFrom()));
    expect(flood.every((wait) => wait === null)).toBe(true);
    expect(await visitFrom("not an address")).toBeNull();
    expect(await db().rateLimit.count()).toBe(0);
  });
});
