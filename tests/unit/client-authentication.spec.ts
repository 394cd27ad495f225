import { createPublicKey } from "node:crypto";
import { expect, test } from "@playwright/test";
import { type JWTPayload, jwtVerify } from "jose";
import { PrivateKeyJwt } from "oauth4webapi";
import { authenticateClient } from "../../lib/identity/client-authentication";
import { signingKeys } from "../../lib/identity/configuration";
import { requestAccount } from "../../lib/posthog/account-requests";
import { configureClient } from "../../lib/posthog/client";
import { mintDeepLink } from "../../lib/posthog/deep-links";
import { exchangeCode, refreshTokens } from "../../lib/posthog/tokens";
import { SIGNING_KID, setTestEnvironment } from "./support/environment";

const CLIENT_ID = "https://app.example/.well-known/posthog-client.json";
const TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
const account = { id: "1", email: "a@b.c", scopes: ["user:read"], codeChallenge: "c" };
const tokens = { token_type: "bearer", access_token: "pha_a", refresh_token: "phr_r", expires_in: 3600 };

/** A client that signs, and the parameters of all its requests. */
async function signingClient(answer: (call: number) => Response) {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(
    { name: "ECDSA", namedCurve: "P-256" },
    true,
    ["sign", "verify"],
  );
  const sent: Record<string, unknown>[] = [];
  const config = configureClient({
    baseUrls: { US: "https://us.example", EU: "https://eu.example" },
    clientId: CLIENT_ID,
    authenticate: PrivateKeyJwt({ key: privateKey, kid: "one" }),
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const body = await request.text();
      const isJson = request.headers.get("content-type")?.includes("json");
      sent.push(isJson ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body)));
      return answer(sent.length);
    },
  });
  const claims = (index: number): Promise<JWTPayload> =>
    jwtVerify(String(sent[index]?.client_assertion), publicKey, { clockTolerance: "2h" }).then(
      ({ payload }) => payload,
    );
  return { config, sent, claims };
}

test.describe("a confidential client", () => {
  test("proves itself with each request that is its own, to the region it goes to", async () => {
    const { config, sent, claims } = await signingClient((call) =>
      Response.json(call === 1 ? { type: "oauth", oauth: { code: "c" } } : tokens),
    );
    await requestAccount(config, { ...account, region: "EU" });
    await exchangeCode(config, { region: "US", code: "c", codeVerifier: "v".repeat(43) });
    await refreshTokens(config, { region: "EU", refreshToken: "phr_r" });
    for (const [index, origin] of [
      "https://eu.example",
      "https://us.example",
      "https://eu.example",
    ].entries()) {
      expect(sent[index]).toMatchObject({ client_id: CLIENT_ID, client_assertion_type: TYPE });
      const { iss, sub, aud, iat = 0, exp = 0, jti } = await claims(index);
      expect({ iss, sub, aud }).toEqual({ iss: CLIENT_ID, sub: CLIENT_ID, aud: origin });
      expect(exp - iat).toBeLessThanOrEqual(60);
      expect(jti).toMatch(/^[\w-]{20,}$/);
    }
  });

  test("never sends one assertion twice, least of all when it tries again", async () => {
    const { config, claims } = await signingClient((call) =>
      call < 3 ? new Response("", { status: 503 }) : Response.json(tokens),
    );
    await refreshTokens(config, { region: "US", refreshToken: "phr_r" });
    const ids = await Promise.all([0, 1, 2].map(async (index) => (await claims(index)).jti));
    expect(new Set(ids).size).toBe(3);
  });

  test("dates what it signs by the clock of the region, which its answers tell", async () => {
    const hourAhead = { date: new Date(Date.now() + 3_600_000).toUTCString() };
    const { config, sent, claims } = await signingClient((call) =>
      call === 1
        ? Response.json({ error: { code: "unauthorized", message: "" } }, { status: 401, headers: hourAhead })
        : Response.json({ type: "oauth", oauth: { code: "c" } }, { headers: hourAhead }),
    );
    await requestAccount(config, { ...account, region: "US" });
    const [first, second] = [await claims(0), await claims(1)];
    expect(sent).toHaveLength(2);
    expect(Math.round(((second.iat ?? 0) - (first.iat ?? 0)) / 60)).toBe(60);
  });

  test("does not repeat a refusal that has nothing to do with the time", async () => {
    const { config, sent } = await signingClient(() =>
      Response.json({ error: { code: "unauthorized", message: "" } }, { status: 401 }),
    );
    await expect(requestAccount(config, { ...account, region: "US" })).rejects.toThrow("unauthorized");
    expect(sent).toHaveLength(1);
  });

  test("leaves requests made for a user to that user's access token", async () => {
    const { config, sent } = await signingClient(() =>
      Response.json({ url: "https://us.example/agentic/login", expires_at: "2026-01-01T00:10:00+00:00" }),
    );
    await mintDeepLink(config, { region: "US", accessToken: "pha_a" });
    expect(sent).toEqual([{ purpose: "dashboard" }]);
  });
});

test("the app signs with the first key whose time has come, and names it", async () => {
  setTestEnvironment();
  const body = new URLSearchParams();
  const server = { issuer: "https://us.example" };
  await authenticateClient(server, { client_id: CLIENT_ID }, body, new Headers());
  const key = signingKeys().find(({ kid }) => kid === SIGNING_KID);
  const { payload, protectedHeader } = await jwtVerify(
    body.get("client_assertion") ?? "",
    createPublicKey({ key: key?.publicJwk ?? {}, format: "jwk" }),
  );
  expect(protectedHeader).toEqual({ alg: "ES256", kid: SIGNING_KID });
  expect(payload.aud).toBe("https://us.example");
});
