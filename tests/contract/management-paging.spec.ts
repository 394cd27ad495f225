import { read, readText } from "./support/answer";
import { expect, test } from "./support/fixtures";
import { call, KEYS, newProxy, newSecretKey, newToken, PROXIES, TOKENS } from "./support/management";
import type { Region } from "./support/region";

/** The labels on one page, and its links. */
async function page(region: Region, path: string) {
  const { body } = await call(region, "GET", path.replace(region.origin, ""));
  const results = read(body, "results");
  const labels = Array.isArray(results) ? results.map((row: unknown) => readText(row, "label")) : [];
  return { labels, count: read(body, "count"), next: read(body, "next"), previous: read(body, "previous") };
}

const made = [
  [TOKENS, (region: Region, label: string) => newToken(region, { label })],
  [KEYS, (region: Region, label: string) => newSecretKey(region, { label })],
] as const;

for (const [path, create] of made) {
  test(`an empty list of ${path} is a page`, async ({ us }) => {
    expect((await call(us, "GET", path)).body).toEqual({ count: 0, next: null, previous: null, results: [] });
  });

  test(`${path} lists the newest first`, async ({ us }) => {
    for (const label of ["first", "second", "third"]) await create(us, label);
    expect(await page(us, path)).toEqual({
      labels: ["third", "second", "first"],
      count: 3,
      next: null,
      previous: null,
    });
  });

  test(`${path} is walked in both directions by its links`, async ({ us }) => {
    for (let n = 1; n <= 5; n += 1) await create(us, `n${n}`);
    const first = await page(us, `${path}?limit=2`);
    expect(first).toMatchObject({ labels: ["n5", "n4"], count: 5, previous: null });
    expect(first.next).toBe(`${us.origin}${path}?limit=2&offset=2`);
    const second = await page(us, String(first.next));
    expect(second).toMatchObject({ labels: ["n3", "n2"], previous: `${us.origin}${path}?limit=2` });
    const third = await page(us, String(second.next));
    expect(third).toMatchObject({ labels: ["n1"], next: null });
    expect(third.previous).toBe(`${us.origin}${path}?limit=2&offset=2`);
    expect(await page(us, String(second.previous))).toEqual(first);
  });

  for (const query of ["limit=0", "limit=-1", "limit=many", "offset=-3", "offset=far", "limit=&offset="]) {
    test(`${path}?${query} is the first page`, async ({ us }) => {
      await create(us, "only");
      expect(await page(us, `${path}?${query}`)).toMatchObject({
        labels: ["only"],
        next: null,
        previous: null,
      });
    });
  }

  test(`${path} is empty beyond its end`, async ({ us }) => {
    await create(us, "only");
    const beyond = await page(us, `${path}?offset=7`);
    expect(beyond).toMatchObject({ labels: [], count: 1, next: null });
    expect(beyond.previous).toBe(`${us.origin}${path}?limit=100`);
  });
}

test("a page has a hundred rows unless more are wanted", async ({ us }) => {
  for (let n = 0; n < 101; n += 1) await newToken(us, { label: `n${n}` });
  const first = await page(us, TOKENS);
  expect(first.labels).toHaveLength(100);
  expect(first.next).toBe(`${us.origin}${TOKENS}?limit=100&offset=100`);
  expect((await page(us, `${TOKENS}?limit=500`)).labels).toHaveLength(101);
});

test("proxies come all at once, whatever page is asked for", async ({ us }) => {
  const [first, second] = [await newProxy(us), await newProxy(us)];
  const { body } = await call(us, "GET", `${PROXIES}?limit=1&offset=1`);
  expect(body).toEqual({ results: [second.body, first.body], max_proxy_records: 2 });
});
