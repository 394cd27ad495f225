import { type Answer, expectStatus, expectTyped } from "./support/answer";
import { type Client, type Fields, publish, register } from "./support/clients";
import { expect, test } from "./support/fixtures";
import { newTokens } from "./support/grants";
import { ASSERTION_TYPE, sharedSigner } from "./support/proof";
import { bearer, type Region } from "./support/region";

const NOBODY =
  "No provisioning client is registered for this client_id. Register it at POST /api/agentic/provisioning/client_registration";
const MUST = "This client must authenticate";
const NO_ASSERTION = "This client does not authenticate with a client assertion";
const NO_SECRET = "This client does not authenticate with a client secret";

/** Requests the limits, which identifies a client and does nothing else. */
const identify = (region: Region, fields: Fields, headers = {}) =>
  region.post("provisioning/limits", fields, headers);

/** Tries the same rules on an account request that is otherwise incomplete. */
const ask = (region: Region, fields: Fields, headers = {}) =>
  region.post("provisioning/account_requests", fields, headers);

const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString("base64")}`,
});

const expectRefusal = (answer: Answer, message: string) => expectTyped(answer, 401, "unauthorized", message);

interface Refusal {
  name: string;
  isConfidential: boolean;
  send: (region: Region, client: Client) => Promise<[fields: Fields, headers?: Record<string, string>]>;
  message: string;
}

const refusals: Refusal[] = [
  { name: "nothing at all", isConfidential: false, send: async () => [{}], message: NOBODY },
  {
    name: "an unknown id",
    isConfidential: false,
    send: async () => [{ client_id: "nobody" }],
    message: NOBODY,
  },
  {
    name: "an unknown id with a secret",
    isConfidential: false,
    send: async () => [{ client_id: "nobody", client_secret: "x" }],
    message: NOBODY,
  },
  {
    name: "only its id, though it has keys",
    isConfidential: true,
    send: async (_, { id }) => [{ client_id: id }],
    message: MUST,
  },
  {
    name: "a blank secret, though it has keys",
    isConfidential: true,
    send: async (_, { id }) => [{ client_id: id, client_secret: "" }],
    message: MUST,
  },
  {
    name: "a secret, though it has keys",
    isConfidential: true,
    send: async (_, { id }) => [{ client_id: id, client_secret: "x" }],
    message: NO_SECRET,
  },
  {
    name: "Basic, though it has keys",
    isConfidential: true,
    send: async (_, { id }) => [{}, basic(id, "x")],
    message: NO_SECRET,
  },
  {
    name: "a secret, though it is public",
    isConfidential: false,
    send: async (_, { id }) => [{ client_id: id, client_secret: "x" }],
    message: NO_SECRET,
  },
  {
    name: "Basic, though it is public",
    isConfidential: false,
    send: async (_, { id }) => [{}, basic(id, "x")],
    message: NO_SECRET,
  },
  {
    name: "Basic before its own bare id",
    isConfidential: false,
    send: async (_, { id }) => [{ client_id: id }, basic(id, "x")],
    message: NO_SECRET,
  },
  {
    name: "an assertion of another type",
    isConfidential: true,
    send: async (region, client) => [
      { client_id: client.id, ...(await client.assertion(region)), client_assertion_type: "other" },
    ],
    message: MUST,
  },
  {
    name: "an assertion without a type",
    isConfidential: true,
    send: async (region, client) => [
      { client_id: client.id, ...(await client.assertion(region)), client_assertion_type: undefined },
    ],
    message: MUST,
  },
  {
    name: "an assertion, though it is public",
    isConfidential: false,
    send: async (region, { id }) => {
      const now = Math.floor((await region.now()) / 1000);
      const client_assertion = await (await sharedSigner()).sign(id, region.origin, now);
      return [{ client_id: id, client_assertion, client_assertion_type: ASSERTION_TYPE }];
    },
    message: NO_ASSERTION,
  },
  {
    name: "an assertion before a secret",
    isConfidential: true,
    send: async (_, { id }) => [
      { client_id: id, client_assertion: "x", client_assertion_type: ASSERTION_TYPE, client_secret: "y" },
    ],
    message: "Client assertion header is malformed",
  },
];

for (const { name, isConfidential, send, message } of refusals) {
  for (const [where, post] of [
    ["account_requests", ask],
    ["limits", identify],
  ] as const) {
    test(`${where} refuses a client that sends ${name}`, async ({ us, partner }) => {
      const client = await register(us, partner, { isConfidential });
      expectRefusal(await post(us, ...(await send(us, client))), message);
    });
  }
}

test("an assertion alone says who the client is", async ({ us, partner }) => {
  const client = await register(us, partner, { isConfidential: true });
  expect((await identify(us, await client.assertion(us))).status).toBe(200);
});

test("an assertion may come in the query", async ({ us, partner }) => {
  const client = await register(us, partner, { isConfidential: true });
  const { client_assertion, client_assertion_type } = await client.assertion(us);
  const query = new URLSearchParams({
    client_assertion: String(client_assertion),
    client_assertion_type: String(client_assertion_type),
  });
  expect((await us.post(`provisioning/limits?${query}`)).status).toBe(200);
});

test("a bare id may come in the query, the body's comes first", async ({ us, partner }) => {
  const client = await register(us, partner);
  const query = new URLSearchParams({ client_id: client.id });
  expectTyped(
    await us.post(`provisioning/account_requests?${query}`),
    400,
    "invalid_request",
    "email is required",
  );
  expectRefusal(await us.post(`provisioning/account_requests?${query}`, { client_id: "nobody" }), NOBODY);
});

test("a document that never opted in makes no partner", async ({ us, partner }) => {
  const client = await publish(partner, { extension: { provisioning: false } });
  await us.post("provisioning/client_registration", { client_id: client.id });
  expectRefusal(await ask(us, { client_id: client.id }), NOBODY);
});

test("a partner switched off is no one", async ({ us, partner }) => {
  const client = await register(us, partner);
  await us.setClient(client.id, { active: false });
  expectRefusal(await ask(us, { client_id: client.id }), NOBODY);
});

test("limits asks a public client for its bearer token", async ({ us, partner }) => {
  const client = await register(us, partner);
  expectRefusal(
    await identify(us, { client_id: client.id }),
    "This client must authenticate with a bearer token",
  );
});

test("a bearer token needs no proof beside it", async ({ us, partner }) => {
  const client = await register(us, partner, { isConfidential: true });
  const { access } = await newTokens(us, client);
  expect((await identify(us, {}, bearer(access))).status).toBe(200);
  expectStatus(
    await us.post("provisioning/resources", await client.proof(us)),
    401,
    "unauthorized",
    "Missing bearer token",
  );
});
