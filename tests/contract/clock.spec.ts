import { expect, test } from "./support/fixtures";

test("the clock starts at real time", async ({ us }) => {
  const before = Date.now();
  expect(await us.control("GET", "clock")).toEqual({
    now: expect.any(String),
    offset_seconds: 0,
    frozen: false,
  });
  const now = await us.now();
  expect(now).toBeGreaterThanOrEqual(before - 1000);
  expect(now).toBeLessThanOrEqual(Date.now() + 1000);
});

test("advancing answers the new time and adds up", async ({ us }) => {
  await us.advance(100);
  expect(await us.advance(50)).toMatchObject({ offset_seconds: 150, frozen: false });
  expect(await us.now()).toBeGreaterThanOrEqual(Date.now() + 149_000);
});

test("both regions share one clock", async ({ us, eu }) => {
  await us.advance(3600);
  expect(await eu.control("GET", "clock")).toMatchObject({ offset_seconds: 3600 });
});

test("a frozen clock stands still", async ({ us, eu }) => {
  await us.freeze();
  const before = await us.now();
  await expect.poll(() => Date.now()).toBeGreaterThan(before + 5);
  expect(await eu.now()).toBe(before);
});

test("a frozen clock can be advanced, to the second", async ({ us }) => {
  await us.freeze();
  const before = await us.now();
  await us.advance(61);
  expect(await us.now()).toBe(before + 61_000);
});

test("unfreezing keeps the advance", async ({ us }) => {
  await us.control("POST", "clock", { frozen: true, advance_seconds: 7200 });
  await us.control("POST", "clock", { frozen: false });
  expect(await us.now()).toBeGreaterThanOrEqual(Date.now() + 7_199_000);
});

test("the clock may run years ahead", async ({ us }) => {
  const years = 5 * 365 * 86_400;
  await us.advance(years);
  expect(await us.now()).toBeGreaterThan(Date.now() + (years - 10) * 1000);
});

test("control calls are never throttled", async ({ us }) => {
  const answers = await Promise.all(Array.from({ length: 300 }, () => us.get("/_sandbox/clock")));
  expect(answers.every(({ status }) => status === 200)).toBe(true);
});
