import { expect, test } from "@playwright/test";
import { together } from "../../lib/platform/together";

/** Doubles numbers, one batch after the other, each when the test finishes it. */
function createDoubling() {
  const batches: { readonly asked: readonly number[]; readonly finish: (error?: Error) => void }[] = [];
  const double = together(async (asked: readonly number[]) => {
    await new Promise<void>((resolve, reject) => {
      batches.push({ asked, finish: (error) => (error ? reject(error) : resolve()) });
    });
    return (each: number) => 2 * each;
  });
  return { batches, double };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

test("a single call runs at once, and calls that arrive while it runs form the next batch", async () => {
  const { batches, double } = createDoubling();
  const first = double(1);
  await settle();
  const others = [2, 3, 2].map(double);
  await settle();
  expect(batches.map(({ asked }) => asked)).toEqual([[1]]);
  batches[0]?.finish();
  expect(await first).toBe(2);
  await settle();
  expect(batches[1]?.asked).toEqual([2, 3, 2]);
  batches[1]?.finish();
  expect(await Promise.all(others)).toEqual([4, 6, 4]);
});

test("a failed batch fails every call in it, and no later call", async () => {
  const { batches, double } = createDoubling();
  const failing = [double(1), double(2)].map((each) => expect(each).rejects.toThrow("no answer"));
  await settle();
  const later = double(3);
  batches[0]?.finish(new Error("no answer"));
  await Promise.all(failing);
  await settle();
  batches[1]?.finish();
  expect(await later).toBe(6);
});

test("one that hangs holds no one up for long", async () => {
  const { batches, double } = createDoubling();
  const hanging = double(1);
  await settle();
  const second = double(2);
  await expect.poll(() => batches.length).toBe(2);
  batches[1]?.finish();
  expect(await second).toBe(4);
  batches[0]?.finish();
  expect(await hanging).toBe(2);
});

test("no more than a hundred go together", async () => {
  const { batches, double } = createDoubling();
  const all = Array.from({ length: 250 }, (_, n) => double(n));
  for (let n = 0; n < 3; n += 1) {
    await settle();
    await expect.poll(() => batches.length).toBe(n + 1);
    batches[n]?.finish();
  }
  expect(await Promise.all(all)).toEqual(Array.from({ length: 250 }, (_, n) => 2 * n));
  expect(batches.map(({ asked }) => asked.length)).toEqual([100, 100, 50]);
});

test("what does not fit goes one after the other", async () => {
  const batches: (readonly string[])[] = [];
  const note = together(
    async (asked: readonly string[]) => {
      batches.push(asked);
      return (each: string) => each;
    },
    (asked, each) => !asked.includes(each),
  );
  expect(await Promise.all(["a", "b", "a", "c"].map(note))).toEqual(["a", "b", "a", "c"]);
  expect(batches).toEqual([
    ["a", "b"],
    ["a", "c"],
  ]);
});
