import { AsyncLocalStorage } from "node:async_hooks";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "@playwright/test";
import { timeLimit } from "../../lib/posthog/time-limit";

/** A server that answers after 600 ms. */
const ANSWERING_LATE = `
  const server = require("node:http").createServer((_, response) =>
    setTimeout(() => response.end("tokens"), 600));
  server.listen(0, "127.0.0.1", () => process.stdout.write(String(server.address().port)));
`;

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

test("an answer that came while the process did not run is read, although its time is over", async () => {
  // In a separate process, because this one will block.
  const server = spawn(process.execPath, ["-e", ANSWERING_LATE]);
  const [port] = await once(server.stdout, "data");
  const answer = fetch(`http://127.0.0.1:${port}`, { signal: timeLimit(400) });
  await sleep(200);
  // After this, Node checks its timers next, and only then its sockets.
  await new Promise(setImmediate);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000);
  expect(await (await answer).text()).toBe("tokens");
  server.kill();
});
