import { once } from "node:events";
import { connect } from "node:net";
import { expectAnswer } from "./support/answer";
import { expect, test } from "./support/fixtures";
import type { Region } from "./support/region";

const POSTS = ["provisioning/client_registration", "provisioning/account_requests", "oauth/token"];

/** Words that only a stack trace or a path on the server's disk would contain. */
const LEAK = /node_modules|\bat \S+ \(|\.tsx?:\d+|file:\/\//;

async function expectAlive(region: Region): Promise<void> {
  expect((await region.get("/_sandbox/health")).status).toBe(200);
}

const bodies: [string, Uint8Array<ArrayBuffer> | string][] = [
  ["random bytes", Uint8Array.from({ length: 512 }, (_, n) => (n * 89) % 256)],
  ["broken UTF-8", Uint8Array.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
  ["a JSON array", "[1, 2, 3]"],
  ["JSON null", "null"],
  ["a JSON number", "7"],
  ["nothing", ""],
  ["a very deep array", "[".repeat(20_000) + "]".repeat(20_000)],
  ["a very deep field", `{"scopes": ${"[".repeat(5000)}${"]".repeat(5000)}}`],
  ["a prototype", '{"__proto__": {"email": "a@b.example"}, "constructor": {"prototype": {}}}'],
  ["a lone surrogate", '{"email": "\\ud800", "client_id": "\\udfff", "code": "\\ud800"}'],
  ["an endless number", `{"client_id": ${"9".repeat(400)}, "email": 1e999}`],
  ["the same key many times", `{${Array.from({ length: 500 }, () => '"email": "a"').join(",")}}`],
];

for (const path of POSTS) {
  for (const [words, body] of bodies) {
    test(`${path} survives ${words}`, async ({ us }) => {
      for (const type of ["application/json", "application/x-www-form-urlencoded"]) {
        const answer = await us.send(path, { method: "POST", headers: { "content-type": type }, body });
        expect(answer.status).toBeGreaterThanOrEqual(400);
        expect(answer.text).not.toMatch(LEAK);
      }
      await expectAlive(us);
    });
  }

  test(`${path} refuses a body of more than a megabyte`, async ({ us }) => {
    const answer = await us.post(path, { email: "a".repeat(1_100_000) });
    expect(answer.status).toBe(413);
    expect(answer.text).not.toMatch(LEAK);
    await expectAlive(us);
  });
}

test("a body of unknown length is stopped at a megabyte too", async ({ us }) => {
  const { hostname, port } = new URL(us.origin);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => undefined);
  socket.write(
    "POST /api/agentic/oauth/token HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n",
  );
  const chunk = `10000\r\n${"a".repeat(0x10000)}\r\n`;
  for (let n = 0; n < 20; n += 1) socket.write(chunk);
  socket.write("0\r\n\r\n");
  const [answer] = await once(socket.setEncoding("utf8"), "data");
  expect(String(answer)).toMatch(/^HTTP\/1\.1 413 /);
  socket.destroy();
  await expectAlive(us);
});

for (const path of [
  "provisioning/resources/%E0%A4%A",
  "provisioning/resources/%00",
  "provisioning/resources/..%2f..%2fetc",
  `provisioning/resources/${"9".repeat(5000)}`,
  "/agentic/login?token=%E0%A4%A",
  "authorize?state=%FF%FE",
  "/%",
]) {
  test(`the address ${path.slice(0, 50)} harms nothing`, async ({ us }) => {
    const answer = await us.get(path, { authorization: "Bearer x" });
    expect(answer.status).toBeLessThan(500);
    expect(answer.text).not.toMatch(LEAK);
    await expectAlive(us);
  });
}

for (const [words, line] of [
  ["no HTTP at all", "HELLO\r\n\r\n"],
  ["a header without an end", `GET / HTTP/1.1\r\nX: ${"a".repeat(100_000)}\r\n\r\n`],
  [
    "a length that is no number",
    "POST /api/agentic/oauth/token HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n",
  ],
]) {
  test(`a connection that speaks ${words} is closed, the others stay`, async ({ us }) => {
    const { hostname, port } = new URL(us.origin);
    const socket = connect(Number(port), hostname);
    const closed = new Promise((resolve) => socket.on("error", () => undefined).once("close", resolve));
    socket.resume().write(line ?? "");
    await closed;
    await expectAlive(us);
  });
}

test("a request that never ends holds up no one", async ({ us }) => {
  const { hostname, port } = new URL(us.origin);
  const slow = Array.from({ length: 30 }, () => {
    const socket = connect(Number(port), hostname);
    socket.on("error", () => undefined);
    socket.write(
      'POST /api/agentic/oauth/token HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"grant',
    );
    return socket;
  });
  const answer = await us.post("oauth/token", { grant_type: "x" });
  expectAnswer(answer, 400, {
    error: "unsupported_grant_type",
    error_description: "Unsupported grant_type: x",
  });
  for (const socket of slow) socket.destroy();
  await expectAlive(us);
});

test("a client that hangs up in the middle harms nothing", async ({ us }) => {
  const { hostname, port } = new URL(us.origin);
  for (let n = 0; n < 20; n += 1) {
    const socket = connect(Number(port), hostname);
    await once(socket, "connect");
    socket.write("POST /api/agentic/oauth/token HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\n{");
    socket.destroy();
  }
  await expectAlive(us);
});

test("a flood of broken requests leaves the good ones alone", async ({ us }) => {
  const broken = { method: "POST", headers: { "content-type": "application/json" }, body: "{" };
  const flood = Array.from({ length: 200 }, () => us.send("oauth/token", broken));
  const good = await us.post("oauth/token", { grant_type: "x" });
  expect(good.status).toBe(400);
  expect((await Promise.all(flood)).every(({ status }) => status === 400)).toBe(true);
});
