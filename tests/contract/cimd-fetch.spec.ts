import { createServer } from "node:net";
import { read } from "./support/answer";
import { postRegistration, publish } from "./support/clients";
import { expect, test } from "./support/fixtures";
import type { Page } from "./support/partner-host";
import type { Region } from "./support/region";

const check = async (region: Region, clientId: string) => {
  const answer = await region.post("provisioning/client_registration", { client_id: clientId });
  return read(answer.body, "checks", 0);
};

const refused = (detail: unknown) => ({ name: "metadata_document", ok: false, detail });

test("the document is asked for as JSON, by name", async ({ us, partner }) => {
  const client = await publish(partner);
  await postRegistration(us, client);
  expect(partner.visits(client.path)[0]).toMatchObject({
    accept: "application/json",
    "user-agent": "PostHog-CIMD/1.0",
  });
});

const pages: [string, Page, unknown][] = [
  ...[201, 204, 304, 404, 410, 500, 503].map((status): [string, Page, unknown] => [
    `status ${status}`,
    { status, body: status === 204 || status === 304 ? "" : {} },
    status === 304
      ? expect.stringContaining("HTTP 304")
      : `Metadata document endpoint returned HTTP ${status}`,
  ]),
  ["no JSON", { body: "client_id: here" }, expect.stringMatching(/^Invalid JSON in Metadata document: ./)],
  ["broken JSON", { body: '{"client_id": ' }, expect.stringMatching(/^Invalid JSON in Metadata document: ./)],
  ["nothing", { body: "" }, expect.stringMatching(/^Invalid JSON in Metadata document: ./)],
  ["an array", { body: [] }, "Metadata document must be a JSON object"],
  ["a string", { body: '"text"' }, "Metadata document must be a JSON object"],
  ["null", { body: "null" }, "Metadata document must be a JSON object"],
  [
    "bytes that are no text",
    { body: Buffer.from([0xff, 0xfe, 0x00, 0x80]) },
    expect.stringMatching(/^Invalid JSON/),
  ],
];

for (const [words, page, detail] of pages) {
  test(`a document that is ${words} is refused`, async ({ us, partner }) => {
    const path = partner.newPath();
    partner.serve(path, page);
    expect(await check(us, partner.url(path))).toEqual(refused(detail));
  });
}

for (const status of [301, 302, 303, 307, 308]) {
  test(`a redirect with ${status} is not followed`, async ({ us, partner }) => {
    const target = await publish(partner);
    const path = partner.newPath();
    partner.serve(path, { status, headers: { location: target.id }, body: "" });
    const detail = `Metadata document endpoint returned redirect (HTTP ${status}), redirects are not allowed`;
    expect(await check(us, partner.url(path))).toEqual(refused(detail));
    expect(partner.visits(target.path)).toHaveLength(0);
  });
}

for (const isAnnounced of [true, false]) {
  const words = isAnnounced ? "announced by its length" : "sent in chunks";
  for (const [bytes, isFine] of [
    [5120, true],
    [5121, false],
  ] as const) {
    test(`a document of ${bytes} bytes ${words} is ${isFine ? "read" : "refused"}`, async ({
      us,
      partner,
    }) => {
      const client = await publish(partner);
      const body = JSON.stringify(client.document).padEnd(bytes, " ");
      const headers = isAnnounced ? { "content-length": String(bytes) } : undefined;
      partner.serve(client.path, { body, headers });
      expect(await check(us, client.id)).toMatchObject(
        isFine ? { ok: true } : refused("Metadata document exceeds 5120 byte limit"),
      );
    });
  }
}

test("the limit counts bytes, not characters", async ({ us, partner }) => {
  const client = await publish(partner, { document: { client_name: "é".repeat(2600) } });
  expect(await check(us, client.id)).toEqual(refused("Metadata document exceeds 5120 byte limit"));
});

test("the content type of the document does not matter", async ({ us, partner }) => {
  const client = await publish(partner, { headers: { "content-type": "text/html" } });
  expect(await check(us, client.id)).toMatchObject({ ok: true });
});

test("a host that refuses the connection is a failed fetch", async ({ us }) => {
  const unused = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => unused.once("listening", resolve));
  const address = unused.address();
  await new Promise((resolve) => unused.close(resolve));
  const port = address === null || typeof address === "string" ? 1 : address.port;
  const detail = expect.stringMatching(/^Failed to fetch Metadata document: ./);
  expect(await check(us, `http://127.0.0.1:${port}/client.json`)).toEqual(refused(detail));
});

test("a host that does not answer within five seconds is a failed fetch", async ({ us, partner }) => {
  const client = await publish(partner);
  let letGo = () => {};
  partner.serve(client.path, { after: new Promise<void>((resolve) => (letGo = resolve)) });
  const start = performance.now();
  const detail = expect.stringMatching(
    /^(Failed to fetch Metadata document: .|Metadata document fetch exceeded)/,
  );
  expect(await check(us, client.id)).toEqual(refused(detail));
  expect(performance.now() - start).toBeGreaterThan(4000);
  letGo();
});

test.describe("strictly", () => {
  test.use({ strict: true });

  test("a plain http id is no metadata URL", async ({ us, partner }) => {
    const client = await publish(partner);
    expect(await check(us, client.id)).toEqual({
      name: "client_exists",
      ok: false,
      detail: "No client is registered with this client_id",
    });
    expect(partner.visits(client.path)).toHaveLength(0);
  });

  const blocked = [
    "https://localhost/client.json",
    "https://127.0.0.1/client.json",
    "https://127.1/client.json",
    "https://0.0.0.0/client.json",
    "https://[::1]/client.json",
    "https://[::ffff:127.0.0.1]/client.json",
    "https://10.1.2.3/client.json",
    "https://172.16.0.1/client.json",
    "https://192.168.1.1/client.json",
    "https://169.254.169.254/latest/meta-data",
    "https://192.88.99.1/client.json",
    "https://[2001::1]/client.json",
    "https://[2001:1ff::1]/client.json",
    "https://[2002:7f00:1::]/client.json",
    "https://[fd00::1]/client.json",
    "https://[fe80::1]/client.json",
    "https://metadata.google.internal/client.json",
    "https://service.internal/client.json",
    "https://printer.local/client.json",
    "https://no-such-host.invalid/client.json",
    "https://partner.example\\@127.0.0.1/client.json",
    "https://partner.example%5c/client.json",
  ];

  for (const url of blocked) {
    test(`${url} is not fetched`, async ({ us }) => {
      expect(await check(us, url)).toEqual(refused(expect.stringMatching(/^URL blocked: ./)));
    });
  }

  const opaque = [
    "https://partner.example",
    "https://partner.example/",
    "https://partner.example/client.json?v=1",
    "https://partner.example/client.json#top",
    "https://user@partner.example/client.json",
    "https://user:pass@partner.example/client.json",
    "HTTPS://partner.example/client.json",
    "http://partner.example/client.json",
    "ftp://partner.example/client.json",
    "partner.example/client.json",
    "//partner.example/client.json",
    "client",
  ];

  for (const id of opaque) {
    test(`${id} is an opaque id`, async ({ us }) => {
      expect(await check(us, id)).toMatchObject({ name: "client_exists", ok: false });
    });
  }
});

for (const tail of ["?v=1", "#top", ""]) {
  test(`a loopback URL ending in '${tail || "/"}' is an opaque id, relaxed or not`, async ({
    us,
    partner,
  }) => {
    const path = tail === "" ? "/" : `${partner.newPath()}${tail}`;
    expect(await check(us, partner.url(path))).toMatchObject({ name: "client_exists" });
  });
}

for (const dots of ["..", ".", "%2e%2e"]) {
  test(`an id with the segment ${dots} is a metadata URL like any other`, async ({ us, partner }) => {
    const path = partner.newPath();
    const id = partner.url(`/elsewhere/${dots}${path}`);
    const body = {
      client_id: id,
      redirect_uris: ["https://partner.example/"],
      "com.posthog": { provisioning: true },
    };
    partner.serve(new URL(id).pathname, { body });
    expect(await check(us, id)).toMatchObject({ ok: true, detail: "Fetched and validated" });
  });
}
