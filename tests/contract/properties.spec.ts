import assert from "node:assert/strict";
import fc from "fast-check";
import { readText } from "./support/answer";
import { type Client, postRegistration, register } from "./support/clients";
import { expectedDetail } from "./support/document-rules";
import { documentOf, metadata } from "./support/documents";
import { test } from "./support/fixtures";
import { newTokens, refreshed } from "./support/grants";
import { changeUser } from "./support/people";
import { bearer, type Region } from "./support/region";

// The cases are sent in concurrent batches that share connections. They are judged without Playwright's own
// assertions, each of which would add a step to the report.
const BATCH = 100;

test.describe.configure({ timeout: 60_000 });

function forAll<T>(
  cases: number,
  arbitrary: fc.Arbitrary<T>,
  check: (value: T) => Promise<void>,
): Promise<void> {
  const batch = fc.array(arbitrary, { minLength: BATCH, maxLength: BATCH });
  const property = fc.asyncProperty(batch, async (values) => void (await Promise.all(values.map(check))));
  return fc.assert(property, { numRuns: cases / BATCH, endOnFailure: true });
}

test.describe("a client id", () => {
  test.use({ strict: true });

  const scheme = fc.constantFrom(
    "https://",
    "https://",
    "https://",
    "http://",
    "HTTPS://",
    "https:/",
    "ftp://",
    "",
  );
  const userinfo = fc.constantFrom("", "", "", "", "user@", "user:pass@", "@");
  const port = fc.constantFrom("", "", ":8443");
  const segment = fc.string({ unit: fc.constantFrom(..."abcXYZ019-_~%2e"), minLength: 1, maxLength: 12 });
  const path = fc.oneof(
    fc.constantFrom("", "/"),
    fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => `/${segments.join("/")}`),
  );
  const tail = fc.constantFrom("", "", "", "", "?v=1", "#top", "?a#b");
  const url = fc.tuple(scheme, userinfo, fc.domain(), port, path, tail).map((parts) => parts.join(""));
  const clientId = fc.oneof({ weight: 8, arbitrary: url }, fc.string(), fc.webUrl({ withFragments: true }));

  /** In words: `https`, an authority without userinfo, a path, and nothing after the path. */
  const isMetadataUrl = (id: string) => /^https:\/\/[^/?#@\\]+\/[^?#]+$/.test(id);

  test("is a metadata URL exactly when it looks like one", async ({ us, cases }) => {
    // Once the registration throttle is used up, it tells the two apart: it applies only to metadata URLs.
    await us.freeze();
    const post = (client_id: string) => us.post("provisioning/account_requests", { client_id });
    for (let n = 0; n < 5; n += 1) await post(`https://site-${n}.example/client.json`);
    const readable = clientId.filter((id) => id === id.trim() && !id.includes("\0"));
    await forAll(cases, readable, async (id) => {
      assert.equal((await post(id)).status, isMetadataUrl(id) ? 429 : 401, id);
    });
  });
});

test("a metadata document is judged by the first of its faults", async ({ us, partner, cases }) => {
  await us.freeze();
  const clients: Client[] = [];
  for (let n = 0; n < 4; n += 1) clients.push(await register(us, partner));
  let checks = 0;
  const judge = async (client: Client, body: unknown) => {
    partner.serve(client.path, { body });
    const answer = await postRegistration(us, client);
    const detail = readText(answer.body, "checks", 0, "detail");
    const expected = expectedDetail(client.id, body);
    assert.equal(detail.slice(0, expected.length), expected, JSON.stringify(body));
  };
  // A client may be checked thirty times an hour, and only once at a time.
  const round = fc.array(metadata, { minLength: clients.length, maxLength: clients.length });
  const property = fc.asyncProperty(round, async (cases) => {
    if (checks % 25 === 0) await us.advance(3600);
    checks += 1;
    await Promise.all(clients.map((client, n) => judge(client, documentOf(client.id, cases[n]))));
  });
  await fc.assert(property, { numRuns: cases / clients.length, endOnFailure: true });
});

test.describe("a deep link's path", () => {
  const character = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(..."abcXYZ019-_.~?&=#:@%") },
    { weight: 2, arbitrary: fc.constant("/") },
    { weight: 1, arbitrary: fc.constantFrom("\\", " ", "\t", "\n", "\r", "\0", "\u007f", "\u0085") },
  );
  const rest = fc.string({ unit: character, maxLength: 30 });
  const path = fc.oneof(
    { weight: 6, arbitrary: rest.map((text) => `/${text}`) },
    { weight: 1, arbitrary: rest.map((text) => `//${text}`) },
    { weight: 2, arbitrary: rest },
    { weight: 1, arbitrary: fc.integer({ min: 1990, max: 2010 }).map((length) => `/${"a".repeat(length)}`) },
  );

  /** One leading slash, no character that a browser would drop or convert, limited length. */
  const isSafe = (text: string) => /^\/(?!\/)[^\p{Cc} \\]*$/u.test(text) && text.length <= 2000;

  // One address may open ten links in five minutes, so ten of every hundred are opened.
  const OPENINGS = 10;

  async function connect(region: Region, client: Client) {
    await region.setClient(client.id, { rate_limits: { deep_links: -1, token_refreshes: -1 } });
    const tokens = await newTokens(region, client);
    await changeUser(region, tokens.email, { email_verified: true });
    return tokens;
  }

  test("is taken exactly when it stays on the server, and then leads there", async ({
    us,
    partner,
    cases,
  }) => {
    const client = await register(us, partner, { isConfidential: true });
    let tokens = await connect(us, client);
    const batch = fc.array(path, { minLength: BATCH, maxLength: BATCH });
    const property = fc.asyncProperty(batch, async (texts) => {
      await us.advance(300);
      tokens = await refreshed(us, client, tokens);
      let opened = 0;
      const judge = async (text: string) => {
        const answer = await us.post("provisioning/deep_links", { path: text }, bearer(tokens.access));
        const isTaken = text === "" || isSafe(text);
        assert.equal(answer.status, isTaken ? 200 : 400, JSON.stringify(text));
        if (!isTaken || opened >= OPENINGS) return;
        opened += 1;
        const redirect = await us.get(readText(answer.body, "url").slice(us.origin.length));
        assert.equal(redirect.headers.get("location"), text === "" ? `/project/${tokens.teamId}` : text);
      };
      await Promise.all(texts.map(judge));
    });
    await fc.assert(property, { numRuns: cases / BATCH, endOnFailure: true });
  });
});
