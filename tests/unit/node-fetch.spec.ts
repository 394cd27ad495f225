import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { expect, test } from "@playwright/test";
import { nodeFetch } from "../../lib/identity/node-fetch";
import { LONGEST_BYTES } from "../../lib/posthog/body";

/** Sends requests to a server that answers like this. */
async function withServer<T>(answer: RequestListener, work: (url: URL) => Promise<T>): Promise<T> {
  const server = createServer(answer);
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  try {
    return await work(
      new URL(`http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/path?query=1`),
    );
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test("a request arrives as it was given, and its answer as it was sent", async () => {
  const answered = await withServer(
    async (request, response) => {
      const chunks = await request.toArray();
      response.writeHead(403, { "content-type": "application/json", "x-request-id": "r1" });
      const { method, url, headers } = request;
      response.end(JSON.stringify({ method, url, headers, body: Buffer.concat(chunks).toString() }));
    },
    async (url) => {
      const headers = new Headers({ authorization: "Bearer t" });
      return nodeFetch(url, { method: "POST", headers, body: new URLSearchParams({ a: "ü" }) });
    },
  );
  expect(answered).toMatchObject({ status: 403, ok: false });
  expect(answered.headers.get("x-request-id")).toBe("r1");
  expect(await answered.json()).toMatchObject({
    method: "POST",
    url: "/path?query=1",
    headers: {
      authorization: "Bearer t",
      "content-type": "application/x-www-form-urlencoded;charset=UTF-8",
      "content-length": "8",
      "accept-encoding": "identity",
    },
    body: "a=%C3%BC",
  });
});

test("an answer without a body has none", async () => {
  const answered = await withServer(
    (_request, response) => response.writeHead(204).end(),
    (url) => nodeFetch(url),
  );
  expect(answered).toMatchObject({ status: 204, body: null });
});

test("a redirect is refused, and not followed", async () => {
  let asked = 0;
  const redirected = withServer(
    (_request, response) => {
      asked += 1;
      response.writeHead(307, { location: "/elsewhere" }).end();
    },
    (url) => nodeFetch(url, { method: "POST", body: "x" }),
  );
  await expect(redirected).rejects.toThrow(TypeError);
  expect(asked).toBe(1);
});

for (const [when, answer] of [
  ["before the answer", () => {}],
  ["in the middle of the body", (_request, response) => response.write("{")],
] satisfies [string, RequestListener][]) {
  test(`a signal ends the request ${when}, with its reason`, async () => {
    const reason = new Error("enough");
    const aborted = withServer(answer, (url) => {
      const limit = new AbortController();
      setTimeout(() => limit.abort(reason), 100);
      return nodeFetch(url, { signal: limit.signal });
    });
    await expect(aborted).rejects.toBe(reason);
  });
}

test("a signal that has ended before sends nothing", async () => {
  let asked = 0;
  const aborted = withServer(
    () => {
      asked += 1;
    },
    (url) => nodeFetch(url, { signal: AbortSignal.abort(new Error("late")) }),
  );
  await expect(aborted).rejects.toThrow("late");
  expect(asked).toBe(0);
});

test("a body that is cut off is no answer", async () => {
  const cutOff = withServer(
    (_request, response) => {
      response.writeHead(200, { "content-length": "10" });
      response.write("{", () => response.destroy());
    },
    (url) => nodeFetch(url),
  );
  await expect(cutOff).rejects.toThrow();
});

test("a body that is too long is read only to one byte beyond the limit", async () => {
  const long = await withServer(
    (_request, response) => response.end(Buffer.alloc(100 * LONGEST_BYTES)),
    (url) => nodeFetch(url),
  );
  expect((await long.arrayBuffer()).byteLength).toBe(LONGEST_BYTES + 1);
});

test("a status that no answer may have is refused", async () => {
  const odd = withServer(
    (_request, response) => {
      response.socket?.end("HTTP/1.1 999 Odd\r\ncontent-length: 0\r\n\r\n");
    },
    (url) => nodeFetch(url),
  );
  await expect(odd).rejects.toThrow(RangeError);
});

test("connections are used again", async () => {
  const ports = new Set<number | undefined>();
  await withServer(
    (request, response) => {
      ports.add(request.socket.remotePort);
      response.end("{}");
    },
    async (url) => {
      for (let n = 0; n < 3; n += 1) await nodeFetch(url);
    },
  );
  expect(ports.size).toBe(1);
});
