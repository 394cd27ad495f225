import { type Answer, expectAnswer, expectTyped, readText } from "./support/answer";
import { type Client, publish, register } from "./support/clients";
import { expect, test } from "./support/fixtures";
import { newEmail, newTokens, postAccountRequest } from "./support/grants";
import { EXISTING, findUsers } from "./support/people";
import { bearer, type Region } from "./support/region";

const UNKNOWN_CLIENT =
  "No provisioning client is registered for this client_id. Register it at POST /api/agentic/provisioning/client_registration";
const expired = { expires_at: "2020-01-01T00:00:00Z" };
const tooLate = { terms_accepted_at: "2999-01-01T00:00:00Z" };
const wrongPkce = { code_challenge: "short" };

async function forbid(region: Region, client: Client) {
  await region.setClient(client.id, { can_create_accounts: false });
}

async function useUp(region: Region, client: Client) {
  await region.freeze();
  await region.setClient(client.id, { rate_limits: { account_requests: 1 } });
  expect((await postAccountRequest(region, client)).status).toBe(200);
}

interface Pair {
  name: string;
  /** Two things are wrong at once: `prepare` sets up those on the server, `fields` those in the request. */
  prepare?: (region: Region, client: Client) => Promise<void>;
  fields: Record<string, unknown>;
  /** The error that is reported. */
  winner: [number, string, unknown];
}

const tooMany: Pair["winner"] = [
  429,
  "rate_limited",
  expect.stringMatching(/^Rate limit exceeded for this partner/),
];
const notEnabled: Pair["winner"] = [403, "forbidden", "Account creation is not enabled for this partner"];
const noEmail: Pair["winner"] = [400, "invalid_request", "email is required"];

const pairs: Pair[] = [
  {
    name: "an unknown client before a missing e-mail",
    fields: { client_id: "nobody", email: undefined },
    winner: [401, "unauthorized", UNKNOWN_CLIENT],
  },
  {
    name: "an unknown client before a wrong field",
    fields: { client_id: "nobody", email: true },
    winner: [401, "unauthorized", UNKNOWN_CLIENT],
  },
  {
    name: "a wrong field before an expired request",
    fields: { name: [], ...expired },
    winner: [400, "invalid_request", "name: Not a valid string."],
  },
  {
    name: "a missing e-mail before an expired request",
    fields: { email: undefined, ...expired },
    winner: noEmail,
  },
  {
    name: "an expired request before terms in the future",
    fields: { ...expired, ...tooLate },
    winner: [400, "expired", "Account request has expired"],
  },
  {
    name: "terms in the future before a wrong challenge",
    fields: { ...tooLate, ...wrongPkce },
    winner: [400, "invalid_request", expect.stringMatching(/^terms_accepted_at/)],
  },
  {
    name: "a missing e-mail before a missing permission",
    prepare: forbid,
    fields: { email: undefined },
    winner: noEmail,
  },
  {
    name: "a missing permission before a used-up budget",
    prepare: async (region, client) => {
      await useUp(region, client);
      await forbid(region, client);
    },
    fields: {},
    winner: notEnabled,
  },
  {
    name: "a missing permission before a wrong challenge",
    prepare: forbid,
    fields: wrongPkce,
    winner: notEnabled,
  },
  {
    name: "a missing e-mail before a used-up budget",
    prepare: useUp,
    fields: { email: undefined },
    winner: noEmail,
  },
  { name: "a used-up budget before a wrong challenge", prepare: useUp, fields: wrongPkce, winner: tooMany },
  {
    name: "a used-up budget before an existing user's missing challenge",
    prepare: useUp,
    fields: { email: EXISTING, code_challenge: undefined },
    winner: tooMany,
  },
];

for (const { name, prepare, fields, winner } of pairs) {
  test(`it reports ${name}`, async ({ us, partner }) => {
    const client = await register(us, partner);
    await prepare?.(us, client);
    expectTyped(await postAccountRequest(us, client, fields), ...winner);
  });
}

test("the registration throttle is reported before an unknown client", async ({ us }) => {
  await us.freeze();
  const post = (n: number) =>
    us.post("provisioning/account_requests", { client_id: `http://localhost/${n}/c`, email: "a@b.example" });
  for (let n = 0; n < 5; n += 1) expectTyped(await post(n), 401, "unauthorized", UNKNOWN_CLIENT);
  expectTyped(await post(6), 429, "rate_limited", "Too many new client registrations. Try again later.");
});

test("an access token does not say which partner asks", async ({ us, partner }) => {
  const client = await register(us, partner);
  const { access } = await newTokens(us, client);
  const fields = { email: newEmail() };
  const answer = await us.post("provisioning/account_requests", fields, bearer(access));
  expectTyped(answer, 401, "unauthorized", UNKNOWN_CLIENT);
});

test.describe("in profile documented", () => {
  test.use({ profile: "documented" });

  const versions = [undefined, "0.1", "1.0", "0.1D", " "];

  for (const version of versions) {
    test(`API-Version ${JSON.stringify(version)} is refused before anything else`, async ({ us }) => {
      const answer = await us.post("provisioning/account_requests", {}, { "API-Version": version });
      expectAnswer(answer, 400, {
        error: { code: "invalid_api_version", message: "Supported API-Versions: 0.1d" },
      });
    });
  }

  test("a missing API version is reported before a form's configuration that is not JSON", async ({
    us,
    eu,
  }) => {
    const fields: [string, string][] = [["configuration", "{"]];
    for (const region of [us, eu]) {
      const answer = await region.form("provisioning/account_requests", fields, { "API-Version": undefined });
      expect(readText(answer.body, "error", "code")).toBe("invalid_api_version");
    }
  });

  test("a form's configuration that is not JSON is reported after the API version", async ({
    us,
    partner,
  }) => {
    const { id } = await register(us, partner);
    const fields: [string, string][] = [
      ["client_id", id],
      ["email", newEmail()],
      ["configuration", "{"],
    ];
    const answer = await us.form("provisioning/account_requests", fields);
    expectTyped(answer, 400, "invalid_request", "configuration: Value must be valid JSON.");
  });

  test("an unknown client is on its way to be registered", async ({ us, partner }) => {
    const client = await publish(partner);
    const answer = await postAccountRequest(us, client);
    expectAnswer(answer, 202, { type: "registering", retry_after: 5 });
    expect(answer.headers.get("retry-after")).toBeNull();
  });

  test("an incomplete request of an unknown client registers it all the same", async ({ us, partner }) => {
    const client = await publish(partner);
    const answer = await postAccountRequest(us, client, { email: undefined });
    expect(answer.status).toBe(202);
    await expect.poll(() => partner.visits(client.path).length).toBe(1);
  });

  test("after its registration the same request works", async ({ us, partner }) => {
    const client = await publish(partner, { document: { "com.posthog": undefined } });
    const email = newEmail();
    const ask = async () => (await postAccountRequest(us, client, { email })).status;
    expect(await ask()).toBe(202);
    expect(await findUsers(us, email)).toEqual([]);
    await expect.poll(ask, { intervals: [50, 200, 1000] }).toBe(200);
  });

  test("a client whose document is broken never gets further", async ({ us, partner }) => {
    const client = await publish(partner, { document: { redirect_uris: [] } });
    expect((await postAccountRequest(us, client)).status).toBe(202);
    await expect.poll(() => partner.visits(client.path).length).toBe(1);
    expect([202, 401]).toContain((await postAccountRequest(us, client)).status);
  });

  test("a client no one could register is refused", async ({ us }) => {
    const fields = { client_id: "opaque", email: newEmail(), code_challenge: "a".repeat(43) };
    const answer: Answer = await us.post("provisioning/account_requests", fields);
    expect(answer.status).toBe(401);
    expect(readText(answer.body, "error", "code")).toBe("unauthorized");
  });

  test("a team id that is no number is refused, with the id", async ({ us, partner }) => {
    const client = await register(us, partner);
    const configuration = { region: "US", team_id: "many" };
    const answer = await postAccountRequest(us, client, { configuration });
    expectTyped(answer, 400, "invalid_request", "configuration.team_id must be an integer", "req_1");
  });

  test("a wrong challenge is reported before a wrong team id", async ({ us, partner }) => {
    const client = await register(us, partner);
    const configuration = { region: "US", team_id: "many" };
    const answer = await postAccountRequest(us, client, { configuration, ...wrongPkce });
    expectTyped(answer, 400, "invalid_request", expect.stringMatching(/^code_challenge must be/));
  });

  test("a used-up budget is reported before a wrong challenge", async ({ us, partner }) => {
    const client = await register(us, partner);
    await useUp(us, client);
    expectTyped(await postAccountRequest(us, client, wrongPkce), ...tooMany);
  });
});

test("in profile current the API version is not looked at", async ({ us }) => {
  const answer = await us.post("provisioning/account_requests", {}, { "API-Version": "7" });
  expectTyped(answer, 401, "unauthorized", UNKNOWN_CLIENT);
});
