import { request } from "node:http";
import { expectTyped, header, readText } from "./support/answer";
import { postRegistration, publish } from "./support/clients";
import { expect, PROFILES, test } from "./support/fixtures";
import type { PartnerHostName } from "./support/partner-host";
import type { Region } from "./support/region";

const TOO_MANY = "Too many new client registrations. Try again later.";
const TOO_MANY_OF_DOMAIN = "Too many new client registrations from this domain. Try again later.";

/** Sends a request that names an unknown client. It is otherwise incomplete, which is checked only later. */
function nameUnknownClient(region: Region, n: number, host = `site-${n}.example`) {
  const fields = { client_id: `https://${host}/${n}/client.json`, configuration: { region: region.name } };
  return region.post("provisioning/account_requests", fields);
}

async function nameUnknownClients(region: Region, count: number, host?: string) {
  const answers = [];
  for (let n = 1; n <= count; n += 1) answers.push(await nameUnknownClient(region, n, host));
  return answers;
}

for (const profile of PROFILES) {
  test.describe(`in profile ${profile}`, () => {
    test.use({ profile, strict: true });

    test("the sixth unknown client of a minute is refused, without a time to wait", async ({ us }) => {
      await us.freeze();
      const answers = await nameUnknownClients(us, 6);
      expect(answers.slice(0, 5).map(({ status }) => status)).not.toContain(429);
      const [sixth] = answers.slice(5);
      if (sixth === undefined) throw new Error("There is no sixth answer.");
      expectTyped(sixth, 429, "rate_limited", TOO_MANY);
      expect(sixth.headers.get("retry-after")).toBeNull();
    });

    test("after a minute the next unknown clients may try", async ({ us }) => {
      await us.freeze();
      await nameUnknownClients(us, 6);
      await us.advance(61);
      expect((await nameUnknownClient(us, 7)).status).not.toBe(429);
    });

    test("the eleventh unknown client of an hour is refused", async ({ us }) => {
      await us.freeze();
      for (let n = 1; n <= 10; n += 1) {
        expect((await nameUnknownClient(us, n)).status).not.toBe(429);
        await us.advance(30);
      }
      expectTyped(await nameUnknownClient(us, 11), 429, "rate_limited", TOO_MANY);
    });

    test("the sixth unknown client of one domain is refused for the domain", async ({ us }) => {
      await us.freeze();
      for (let n = 1; n <= 5; n += 1) {
        expect((await nameUnknownClient(us, n, "one.example")).status).not.toBe(429);
        await us.advance(30);
      }
      expectTyped(await nameUnknownClient(us, 6, "one.example"), 429, "rate_limited", TOO_MANY_OF_DOMAIN);
      expect((await nameUnknownClient(us, 7, "another.example")).status).not.toBe(429);
    });

    test("a hundred unknown clients an hour are enough for everyone", async ({ us }) => {
      await us.freeze();
      const statuses = await Promise.all(Array.from({ length: 101 }, (_, n) => nameFromAddress(us, n)));
      expect(statuses.filter((status) => status === 429)).toHaveLength(1);
    });
  });
}

/** Names at most five clients per address and three per domain, so that only the overall limit can be reached. */
function nameFromAddress(region: Region, n: number): Promise<number | undefined> {
  const body = JSON.stringify({ client_id: `https://site-${n % 50}.example/${n}` });
  const headers = { "content-type": "application/json", "api-version": "0.1d" };
  const localAddress = `127.0.1.${1 + Math.floor(n / 5)}`;
  return new Promise((resolve, reject) => {
    const url = region.url("provisioning/account_requests");
    const sent = request(url, { method: "POST", headers, localAddress }, (answer) => {
      answer.resume().on("end", () => resolve(answer.statusCode));
    });
    sent.on("error", reject).end(body);
  });
}

test("opaque ids are never throttled as registrations", async ({ us }) => {
  await us.freeze();
  const fields = { client_id: "opaque" };
  for (let n = 0; n < 12; n += 1) {
    expect((await us.post("provisioning/account_requests", fields)).status).toBe(401);
  }
});

test("a known client is never throttled as a registration", async ({ us, partner }) => {
  const client = await publish(partner);
  for (let n = 0; n < 12; n += 1) expect((await postRegistration(us, client)).status).toBe(200);
});

test("account requests and registrations count together", async ({ us, partner }) => {
  await us.freeze();
  await nameUnknownClients(us, 5);
  expectTyped(await postRegistration(us, await publish(partner)), 429, "rate_limited", TOO_MANY);
});

test("the registration throttle is checked before the fields", async ({ us }) => {
  await us.freeze();
  await nameUnknownClients(us, 5);
  const fields = {
    client_id: "https://late.example/c",
    client_assertion: "x",
    client_assertion_type: "wrong",
  };
  expectTyped(await us.post("provisioning/client_registration", fields), 429, "rate_limited", TOO_MANY);
});

test("loopback names are domains of their own", async ({ us, partner }) => {
  await us.freeze();
  const tryFrom = async (host: PartnerHostName) =>
    (await postRegistration(us, await publish(partner, { host }))).status;
  for (let n = 0; n < 5; n += 1) {
    expect(await tryFrom("localhost")).toBe(200);
    await us.advance(30);
  }
  expect(await tryFrom("localhost")).toBe(429);
  expect(await tryFrom("127.0.0.1")).toBe(200);
});

test.describe("diagnostics", () => {
  const check = (region: Region, id: string) =>
    region.post("provisioning/client_registration", { client_id: id });

  /** The seconds left of the server's current hour. */
  const restOfHour = async (region: Region) => 3600 - (((await region.now()) / 1000) % 3600);

  test("the thirty-first check of a client within an hour is refused until the hour is over", async ({
    us,
  }) => {
    await us.freeze();
    for (let n = 0; n < 30; n += 1) expect((await check(us, "one")).status).toBe(400);
    const refused = await check(us, "one");
    expectTyped(
      refused,
      429,
      "rate_limited",
      "Too many registration checks for this client. Try again later.",
    );
    expect(Math.abs((header(refused, "retry-after") ?? -9) - (await restOfHour(us)))).toBeLessThanOrEqual(1);
    expect((await check(us, "another")).status).toBe(400);
  });

  test("a new hour allows new checks", async ({ us }) => {
    await us.freeze();
    for (let n = 0; n < 31; n += 1) await check(us, "one");
    await us.advance(3600);
    expect((await check(us, "one")).status).toBe(400);
  });

  test("the hundred and twenty-first check from one address is refused", async ({ us }) => {
    await us.freeze();
    for (let n = 0; n < 120; n += 1) expect((await check(us, `client-${n % 5}`)).status).toBe(400);
    const refused = await check(us, "client-5");
    expectTyped(
      refused,
      429,
      "rate_limited",
      "Too many registration checks from this address. Try again later.",
    );
    expect(Math.abs((header(refused, "retry-after") ?? -9) - (await restOfHour(us)))).toBeLessThanOrEqual(1);
  });

  test("a client's own count is looked at before the address's", async ({ us }) => {
    await us.freeze();
    for (let n = 0; n < 120; n += 1) await check(us, `client-${n % 4}`);
    expect(readText((await check(us, "client-0")).body, "error", "message")).toContain("for this client");
  });
});
