import { expectOAuth, expectTyped } from "./support/answer";
import { type Client, type Fields, register } from "./support/clients";
import { expect, test } from "./support/fixtures";
import { exchange, newTokens, newUserCode, refresh } from "./support/grants";
import { bearer, type Region } from "./support/region";

const askLimits = (region: Region, fields: Fields) => region.post("provisioning/limits", fields);

const cases: [string, (client: Client, other: Client, region: Region) => Promise<Fields>, string][] = [
  ["without a proof", async () => ({ client_assertion: undefined }), "A client_assertion is required"],
  [
    "with a secret",
    async () => ({ client_assertion: undefined, client_secret: "x" }),
    "A client_assertion is required",
  ],
  [
    "with another client's proof",
    (_, other, region) => other.proof(region),
    "Client assertion does not match this grant",
  ],
  [
    "with a used-up proof",
    async (client, _, region) => {
      const proof = await client.proof(region);
      await askLimits(region, proof);
      return proof;
    },
    "Client assertion has already been used",
  ],
  [
    "with a proof for the other region",
    async (client, _, region) => client.assertion(region, { claims: { aud: "http://elsewhere.example" } }),
    "Client assertion is invalid",
  ],
];

for (const [name, fieldsOf, description] of cases) {
  test(`a confidential client is refused ${name}, and its code kept`, async ({ us, partner }) => {
    const client = await register(us, partner, { isConfidential: true });
    const other = await register(us, partner, { isConfidential: true });
    const grant = await newUserCode(us, client);
    const refused = await exchange(us, client, grant, await fieldsOf(client, other, us));
    expectOAuth(refused, 401, "invalid_client", description);
    expect((await exchange(us, client, grant)).status).toBe(200);
  });

  test(`a confidential client is refused ${name}, and its refresh token kept`, async ({ us, partner }) => {
    const client = await register(us, partner, { isConfidential: true });
    const other = await register(us, partner, { isConfidential: true });
    const tokens = await newTokens(us, client);
    const refused = await refresh(us, client, tokens.refresh, await fieldsOf(client, other, us));
    expectOAuth(refused, 401, "invalid_client", description);
    expect((await us.post("provisioning/resources", {}, bearer(tokens.access))).status).toBe(200);
    expect((await refresh(us, client, tokens.refresh)).status).toBe(200);
  });
}

test("a confidential client learns of a wrong verifier before a missing proof", async ({ us, partner }) => {
  const client = await register(us, partner, { isConfidential: true });
  const grant = await newUserCode(us, client);
  const fields = { code_verifier: "w".repeat(43), client_assertion: undefined };
  const description = "PKCE code_verifier does not match";
  expectOAuth(await exchange(us, client, grant, fields), 400, "invalid_grant", description);
});

test("a confidential client is not asked to prove itself for a refresh token that is dead", async ({
  us,
  partner,
}) => {
  const client = await register(us, partner, { isConfidential: true });
  const fields = { client_assertion: undefined };
  const description = "Invalid or revoked refresh token";
  expectOAuth(await refresh(us, client, "phr_unknown", fields), 400, "invalid_grant", description);
});

test("a confidential client spends its proof on an exchange that fails later", async ({ us, partner }) => {
  const client = await register(us, partner, {
    isConfidential: true,
    extension: { scopes: ["query:read"] },
  });
  const grant = await newUserCode(us, client, undefined, { scopes: ["person:read"] });
  const proof = await client.proof(us);
  expect((await exchange(us, client, grant, proof)).status).toBe(400);
  expectTyped(await askLimits(us, proof), 401, "unauthorized", "Client assertion has already been used");
});
