import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "@playwright/test";
import { nodeFetch } from "../../lib/identity/node-fetch";
import { configureClient } from "../../lib/posthog/client";
import { mintDeepLink } from "../../lib/posthog/deep-links";
import { withTimeLimit } from "../../lib/posthog/time-limit";
import { countTimersLeftBy } from "./support/timers";

/** A server that answers after 600 ms. */
const ANSWERING_LATE = `
  const server = require("node:http").createServer((_, response) =>
    setTimeout(() => response.end("tokens"), 600));
  server.listen(0, "127.0.0.1", () => process.stdout.write(String(server.address().port)));
`;

test("a time limit ends what takes longer", async () => {
  const ended = withTimeLimit(1, async (signal) => {
    await once(signal, "abort");
    return signal.reason;
  });
  expect(await ended).toMatchObject({ name: "TimeoutError" });
});

for (const [end, run] of [
  ["an answer", async () => undefined],
  ["a failure", () => Promise.reject(new Error("refused"))],
  ["the limit itself", (signal: AbortSignal) => once(signal, "abort")],
] as const)
  test(`a time limit leaves no timer after ${end}`, async () => {
    expect(await countTimersLeftBy(() => withTimeLimit(200, run))).toBe(0);
  });

test("an answer that came while the process did not run is read, although its time is over", async () => {
  // In a separate process, because this one will block.
  const server = spawn(process.execPath, ["-e", ANSWERING_LATE]);
  const [port] = await once(server.stdout, "data");
  const answer = withTimeLimit(400, (signal) => fetch(`http://127.0.0.1:${port}`, { signal }));
  await sleep(200);
  // After this, Node checks its timers next, and only then its sockets.
  await new Promise(setImmediate);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000);
  expect(await (await answer).text()).toBe("tokens");
  server.kill();
});

for (const [how, fetch] of Object.entries({ fetch: globalThis.fetch, nodeFetch }))
  test(`an answer that stops in the middle of its body is a timeout (${how})`, async () => {
    const server = createServer((_request, response) => response.write('{"url":'));
    await once(server.listen(0, "127.0.0.1"), "listening");
    const address = server.address();
    const origin = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
    const config = configureClient({
      baseUrls: { US: origin, EU: origin },
      clientId: origin,
      fetch,
      timeoutMs: 100,
    });
    await expect(mintDeepLink(config, { region: "US", accessToken: "pha_a" })).rejects.toMatchObject({
      code: "timeout",
    });
    server.closeAllConnections();
    server.close();
  });
