import { once } from "node:events";
import { createServer } from "node:http";
import { gzipSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import { requestAccount } from "../../lib/posthog/account-requests";
import { configureClient } from "../../lib/posthog/client";

const MEGABYTE = 1024 * 1024;
const ask = { id: "1", email: "a@b.c", region: "US", scopes: [], codeChallenge: "c" } as const;

/** A JSON answer of this length. */
const padded = (bytes: number): string =>
  JSON.stringify({ type: "oauth", oauth: { code: "c" } }).padEnd(bytes, " ");

/** Asks a server that always gives this answer. */
async function askAt(body: Buffer, headers: Record<string, string>, status = 200) {
  const server = createServer((_request, response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(body);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  const config = configureClient({ baseUrls: { US: origin, EU: origin }, clientId: origin, timeoutMs: 5000 });
  try {
    return await requestAccount(config, ask);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

for (const [how, encode, headers] of [
  ["as it is", (text: string) => Buffer.from(text), {}],
  ["compressed", (text: string) => gzipSync(text), { "content-encoding": "gzip" }],
] as const) {
  test(`an answer of 1 MB, sent ${how}, is read`, async () => {
    expect(await askAt(encode(padded(MEGABYTE)), headers)).toMatchObject({ type: "oauth", code: "c" });
  });

  for (const [what, bytes] of [
    ["a byte longer", MEGABYTE + 1],
    ["a hundred times as long", 100 * MEGABYTE],
  ] as const) {
    test(`an answer ${what}, sent ${how}, is refused as unreadable`, async () => {
      await expect(askAt(encode(padded(bytes)), headers)).rejects.toMatchObject({
        code: "unexpected_response",
        details: { status: 200 },
      });
    });
  }
}

test("an error answer that is too long keeps its status and loses its words", async () => {
  const body = Buffer.from(
    JSON.stringify({ error: { code: "forbidden", message: "" } }).padEnd(2 * MEGABYTE),
  );
  await expect(askAt(body, {}, 403)).rejects.toMatchObject({
    code: "unexpected_response",
    details: { status: 403 },
  });
});
