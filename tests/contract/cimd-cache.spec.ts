import { read } from "./support/answer";
import { type Client, register } from "./support/clients";
import { expect, PROFILES, test } from "./support/fixtures";
import { newEmail, postAccountRequest } from "./support/grants";
import type { PartnerHost } from "./support/partner-host";
import { consentRedirect } from "./support/people";
import type { Region } from "./support/region";

/** Sends some request of the client's, so that the server looks at its document. */
const use = (region: Region, client: Client) =>
  postAccountRequest(region, client, { code_challenge: "short" });

/** A stale document is fetched again within two seconds of real time. */
function expectFetches(partner: PartnerHost, client: Client, times: number) {
  return expect.poll(() => partner.visits(client.path).length, { intervals: [10, 50, 200] }).toBe(times);
}

const lifetimes: [string, string | undefined, number][] = [
  ["nothing", undefined, 3600],
  ["max-age=600", "max-age=600", 600],
  ["public, max-age=1200", "public, max-age=1200", 1200],
  ["max-age=10", "max-age=10", 300],
  ["max-age=0", "max-age=0", 300],
  ["max-age=9999999", "max-age=9999999", 86_400],
  ["nonsense", "max-age=soon", 3600],
];

for (const profile of PROFILES) {
  test.describe(`in profile ${profile}`, () => {
    test.use({ profile });

    for (const [words, cacheControl, seconds] of lifetimes) {
      test(`a document served with ${words} is fresh for ${seconds} seconds`, async ({ us, partner }) => {
        await us.freeze();
        const headers = cacheControl === undefined ? undefined : { "cache-control": cacheControl };
        const client = await register(us, partner, { headers });
        await us.advance(seconds - 2);
        await use(us, client);
        // Fetching another client's document gives a wrong refresh of this one time to show.
        await register(us, partner);
        expect(partner.visits(client.path)).toHaveLength(1);
        await us.advance(4);
        await use(us, client);
        await expectFetches(partner, client, 2);
      });
    }

    test("a client is served from what is known while its document is down", async ({ us, partner }) => {
      const client = await register(us, partner);
      partner.serve(client.path, { status: 503 });
      await us.advance(3601);
      expect((await postAccountRequest(us, client)).status).toBe(200);
      await expectFetches(partner, client, 2);
      expect((await postAccountRequest(us, client)).status).toBe(200);
    });

    test("a refresh brings the new redirect URI", async ({ us, partner }) => {
      const client = await register(us, partner);
      const redirect_uris = ["https://new.example/callback"];
      partner.serve(client.path, { body: { ...client.document, redirect_uris } });
      await us.advance(3601);
      await use(us, client);
      const target = async () => new URL(await consentRedirect(us, client)).host;
      await expect.poll(target, { intervals: [50, 200] }).toBe("new.example");
    });
  });
}

test("a stale document is asked for at most once a minute", async ({ us, partner }) => {
  await us.freeze();
  const client = await register(us, partner);
  partner.serve(client.path, { status: 503 });
  await us.advance(3601);
  await use(us, client);
  await expectFetches(partner, client, 2);
  await use(us, client);
  await register(us, partner);
  expect(partner.visits(client.path)).toHaveLength(2);
  await us.advance(61);
  await use(us, client);
  await expectFetches(partner, client, 3);
});

test("a partner that publishes keys becomes confidential at the next refresh", async ({ us, partner }) => {
  const client = await register(us, partner);
  const confidential = {
    token_endpoint_auth_method: "private_key_jwt",
    jwks_uri: partner.url(client.jwksPath),
  };
  partner.serve(client.path, { body: { ...client.document, ...confidential } });
  await us.advance(3601);
  expect((await postAccountRequest(us, client)).status).toBe(200);
  const message = async () => read((await postAccountRequest(us, client)).body, "error", "message");
  await expect
    .poll(() => message().catch(() => undefined), { intervals: [50, 200] })
    .toBe("This client must authenticate");
});

test("a refresh never brings a deactivated client back", async ({ us, partner }) => {
  const client = await register(us, partner);
  await us.setClient(client.id, { active: false });
  await us.advance(3601);
  await use(us, client);
  await register(us, partner);
  expect((await postAccountRequest(us, client, { email: newEmail() })).status).toBe(401);
});
