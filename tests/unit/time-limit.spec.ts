import { AsyncLocalStorage } from "node:async_hooks";
import { expect, test } from "@playwright/test";
import { timeLimit } from "../../lib/posthog/time-limit";

test("a time limit ends what takes longer, and holds on to nothing of the request that set it", async () => {
  const requests = new AsyncLocalStorage<string>();
  const heldAtItsEnd = await requests.run("a request", () => {
    const limit = timeLimit(1);
    return new Promise((resolve) => {
      limit.addEventListener("abort", () =>
        resolve({ reason: limit.reason.name, held: requests.getStore() }),
      );
    });
  });
  expect(heldAtItsEnd).toEqual({ reason: "TimeoutError", held: undefined });
});
