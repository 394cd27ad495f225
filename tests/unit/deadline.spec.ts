import { expect, test } from "@playwright/test";
import { waitAtMost } from "../../lib/platform/deadline";
import { countTimersLeftBy } from "./support/timers";

test("work that ends in time gives its result or its failure, and leaves no timer", async () => {
  const late = () => "late";
  const done = () => waitAtMost(60_000, Promise.resolve("done"), late);
  const failed = () => waitAtMost(60_000, Promise.reject(new Error("failed")), late);
  expect(await done()).toBe("done");
  await expect(failed()).rejects.toThrow("failed");
  for (const work of [done, failed]) expect(await countTimersLeftBy(work)).toBe(0);
});

test("when work takes too long, the wait ends with the given result or error", async () => {
  const endless = new Promise<string>(() => {});
  expect(await waitAtMost(1, endless, () => "late")).toBe("late");
  const refuse = () => {
    throw new Error("late");
  };
  await expect(waitAtMost(-1, endless, refuse)).rejects.toThrow("late");
});
