import { expect, test } from "@playwright/test";
import { waitAtMost } from "../../lib/platform/deadline";

const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;

test("work that ends in time gives its result or its failure, and leaves no timer", async () => {
  const before = timers();
  const late = () => "late";
  expect(await waitAtMost(60_000, Promise.resolve("done"), late)).toBe("done");
  await expect(waitAtMost(60_000, Promise.reject(new Error("failed")), late)).rejects.toThrow("failed");
  expect(timers()).toBe(before);
});

test("of work that takes longer, the wait ends with what is given instead", async () => {
  const endless = new Promise<string>(() => {});
  expect(await waitAtMost(1, endless, () => "late")).toBe("late");
  const refuse = () => {
    throw new Error("late");
  };
  await expect(waitAtMost(-1, endless, refuse)).rejects.toThrow("late");
});
