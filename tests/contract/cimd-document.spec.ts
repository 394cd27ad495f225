import { read } from "./support/answer";
import { postRegistration, publish, register } from "./support/clients";
import { expect, test } from "./support/fixtures";
import { newEmail, newUserCode } from "./support/grants";
import { consent, findUser, logIn, postConfirm, requestConsent } from "./support/people";

type Fields = Record<string, unknown>;

const NO_REDIRECTS = "Metadata document must contain a non-empty redirect_uris array";
const NOT_TEXT = "Each redirect_uri must be a non-empty string";
const NO_SCOPES =
  "None of the declared com.posthog.scopes are available to self-registered clients. Remove the field to register with the default scope set.";
const rejected = expect.stringMatching(/^Metadata document was rejected: \S+: ./);
const method = (name: string) => `CIMD clients cannot use token_endpoint_auth_method '${name}'`;
const callback = "https://partner.example/callback";

const refusals: [string, Fields, unknown][] = [
  ["no redirect_uris", { redirect_uris: undefined }, NO_REDIRECTS],
  ["an empty list of redirect_uris", { redirect_uris: [] }, NO_REDIRECTS],
  ["redirect_uris as text", { redirect_uris: callback }, NO_REDIRECTS],
  ["redirect_uris as null", { redirect_uris: null }, NO_REDIRECTS],
  ["a number among its redirect_uris", { redirect_uris: [callback, 1] }, NOT_TEXT],
  ["an empty redirect_uri", { redirect_uris: [callback, ""] }, NOT_TEXT],
  ["null as a redirect_uri", { redirect_uris: [null] }, NOT_TEXT],
  [
    "a space in a redirect_uri",
    { redirect_uris: ["https://a.example/b c"] },
    "redirect_uri must not contain whitespace",
  ],
  [
    "a newline in a redirect_uri",
    { redirect_uris: ["https://a.example/\n"] },
    "redirect_uri must not contain whitespace",
  ],
  ["client_secret_post", { token_endpoint_auth_method: "client_secret_post" }, method("client_secret_post")],
  [
    "client_secret_basic",
    { token_endpoint_auth_method: "client_secret_basic" },
    method("client_secret_basic"),
  ],
  [
    "private_key_jwt without keys",
    { token_endpoint_auth_method: "private_key_jwt" },
    "token_endpoint_auth_method 'private_key_jwt' requires a jwks_uri",
  ],
  [
    "plain http keys elsewhere",
    { token_endpoint_auth_method: "private_key_jwt", jwks_uri: "http://partner.example/jwks.json" },
    "jwks_uri must be an https URL",
  ],
  [
    "keys at a private address",
    { token_endpoint_auth_method: "private_key_jwt", jwks_uri: "https://10.0.0.1/jwks.json" },
    expect.stringMatching(/^jwks_uri is not allowed: ./),
  ],
  [
    "only scopes that do not exist",
    { "com.posthog": { provisioning: true, scopes: ["no:such"] } },
    NO_SCOPES,
  ],
  ["only the scope *", { "com.posthog": { provisioning: true, scopes: ["*"] } }, NO_SCOPES],
  [
    "only hidden scopes",
    { "com.posthog": { provisioning: true, scopes: ["wizard_session:read"] } },
    NO_SCOPES,
  ],
  ["a fragment in a redirect_uri", { redirect_uris: ["https://a.example/b#c"] }, rejected],
  ["a plain http redirect_uri elsewhere", { redirect_uris: ["http://a.example/b"] }, rejected],
  ...["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "blob:x", "vbscript:x"].map(
    (uri): [string, Fields, unknown] => [`the redirect_uri ${uri}`, { redirect_uris: [uri] }, rejected],
  ),
  [
    "neither client_id nor redirect_uris, the client_id first",
    { client_id: undefined, redirect_uris: undefined },
    expect.stringMatching(/^client_id in metadata \(/),
  ],
  [
    "no redirect_uris and a wrong method, the redirect_uris first",
    { redirect_uris: [], token_endpoint_auth_method: "x" },
    NO_REDIRECTS,
  ],
  [
    "whitespace and a wrong method, the whitespace first",
    { redirect_uris: ["https://a.example/ "], token_endpoint_auth_method: "x" },
    "redirect_uri must not contain whitespace",
  ],
  [
    "a wrong method and no scopes left, the method first",
    { token_endpoint_auth_method: "x", "com.posthog": { scopes: ["no:such"] } },
    method("x"),
  ],
  [
    "missing keys and no scopes left, the keys first",
    { token_endpoint_auth_method: "private_key_jwt", "com.posthog": { scopes: ["no:such"] } },
    "token_endpoint_auth_method 'private_key_jwt' requires a jwks_uri",
  ],
  [
    "no scopes left and a blocked redirect_uri, the scopes first",
    { redirect_uris: ["javascript:x"], "com.posthog": { scopes: ["no:such"] } },
    NO_SCOPES,
  ],
];

for (const [words, document, detail] of refusals) {
  test(`a document with ${words} is refused`, async ({ us, partner }) => {
    const client = await publish(partner, { document });
    const answer = await postRegistration(us, client);
    expect(answer.status).toBe(400);
    expect(read(answer.body, "checks", 0)).toEqual({ name: "metadata_document", ok: false, detail });
  });
}

for (const tail of ["/", "?", "#", "x"]) {
  test(`a client_id that differs from its URL by '${tail}' is refused`, async ({ us, partner }) => {
    const client = await publish(partner);
    partner.serve(client.path, { body: { ...client.document, client_id: client.id + tail } });
    const answer = await postRegistration(us, client);
    expect(read(answer.body, "error", "message")).toBe(
      `client_id in metadata ('${client.id}${tail}') does not match URL ('${client.id}')`,
    );
  });
}

const acceptable: [string, Fields][] = [
  ["a custom scheme as its redirect_uri", { redirect_uris: ["burrow-app://callback"] }],
  ["a loopback redirect_uri", { redirect_uris: ["http://127.0.0.1:1234/callback"] }],
  ["no method of authentication", { token_endpoint_auth_method: undefined }],
  ["no name", { client_name: undefined }],
  ["a plain http logo", { logo_uri: "http://partner.example/logo.png" }],
  ["grant and response types", { grant_types: ["implicit"], response_types: ["token"] }],
  ["members no one knows", { surprise: { deep: [1] } }],
  ["a secret in it", { client_secret: "not so secret" }],
  ["a private key in it", { jwks: { keys: [{ kty: "EC", crv: "P-256", x: "a", y: "b", d: "private" }] } }],
];

for (const [words, document] of acceptable) {
  test(`a document with ${words} is accepted`, async ({ us, partner }) => {
    const client = await publish(partner, { document });
    const answer = await postRegistration(us, client);
    expect(answer.status, answer.text).toBe(200);
    expect(answer.body).toMatchObject({ registered: true });
  });
}

test("keys of a client without a method to use them are dropped", async ({ us, partner }) => {
  const client = await publish(partner, { document: { jwks_uri: partner.url("/jwks.json") } });
  expect((await postRegistration(us, client)).body).toMatchObject({ client_type: "public", jwks_uri: null });
});

const ceilings: [unknown, string[]][] = [
  [
    ["query:read", "project:read"],
    ["query:read", "project:read"],
  ],
  [["query:read", "no:such", "query:read", "*"], ["query:read"]],
  [[], []],
  [undefined, []],
];

for (const [scopes, ceiling] of ceilings) {
  test(`declared scopes ${JSON.stringify(scopes)} leave ${JSON.stringify(ceiling)}`, async ({
    us,
    partner,
  }) => {
    const client = await publish(partner, { extension: { scopes } });
    expect((await postRegistration(us, client)).body).toMatchObject({ scopes: ceiling });
  });
}

test("a document that stops declaring scopes keeps its ceiling", async ({ us, partner }) => {
  const client = await register(us, partner, { extension: { scopes: ["query:read"] } });
  partner.serve(client.path, { body: { ...client.document, "com.posthog": { provisioning: true } } });
  expect((await postRegistration(us, client)).body).toMatchObject({ scopes: ["query:read"] });
});

test("a document that declares no scopes at all lifts its ceiling", async ({ us, partner }) => {
  const client = await register(us, partner, { extension: { scopes: ["query:read"] } });
  partner.serve(client.path, {
    body: { ...client.document, "com.posthog": { provisioning: true, scopes: [] } },
  });
  expect((await postRegistration(us, client)).body).toMatchObject({ scopes: [] });
});

test("only the first redirect_uri is ever used", async ({ us, partner }) => {
  const redirect_uris = [callback, "https://partner.example/second"];
  const client = await register(us, partner, { document: { redirect_uris } });
  const { state } = await requestConsent(us, client);
  const { organizations } = await findUser(us, "existing@example.com");
  const team_id = organizations[0]?.projects[0]?.id;
  const answer = await postConfirm(us, "existing@example.com", { state, team_id });
  expect(String(read(answer.body, "redirect_url"))).toMatch(/^https:\/\/partner\.example\/callback\?code=/);
});

const names: [unknown, string][] = [
  ["Burrow", "Burrow"],
  [undefined, "CIMD Client"],
  ["PostHog Helper", "CIMD Client"],
  ["posthog", "CIMD Client"],
  ["The Official Burrow", "CIMD Client"],
  ["Burrow (Verified)", "CIMD Client"],
  ["A trusted app", "CIMD Client"],
  ["Mole & Sons <b>", "Mole &amp; Sons &lt;b&gt;"],
];

for (const [client_name, expected] of names) {
  test(`a client called ${client_name} is shown as ${expected}`, async ({ us, partner }) => {
    const client = await register(us, partner, { document: { client_name } });
    const { state } = await requestConsent(us, client);
    const browser = await logIn(us, "existing@example.com");
    const pending = await us.get(`authorize/pending/?state=${state}`, browser);
    expect(pending.body).toMatchObject({ partner_name: expected });
  });
}

test("the client's name begins the name of a new user's organization", async ({ us, partner }) => {
  const client = await register(us, partner);
  const email = newEmail();
  await newUserCode(us, client, email);
  expect((await findUser(us, email)).organizations[0]?.name).toBe(`Burrow (${email})`);
});

test("a custom scheme receives the code", async ({ us, partner }) => {
  const client = await register(us, partner, { document: { redirect_uris: ["burrow-app://callback"] } });
  expect((await consent(us, client)).code).toMatch(/^[\w-]{43}$/);
});
