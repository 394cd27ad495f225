import { z } from "zod";
import { register } from "./support/clients";
import { expect, test } from "./support/fixtures";
import { newTokens, newUserCode, redeem, refresh } from "./support/grants";
import { logIn, requestConsent } from "./support/people";
import { bearer, type Region } from "./support/region";

const recorded = z.object({
  seq: z.number(),
  at: z.string(),
  method: z.string(),
  path: z.string(),
  client_id: z.string().optional(),
  request_headers: z.record(z.string(), z.unknown()),
  request_body: z.unknown(),
  status: z.number(),
  response_headers: z.record(z.string(), z.unknown()),
  response_body: z.unknown(),
  duration_ms: z.number(),
  fault: z.unknown().optional(),
});
const log = z.object({ requests: z.array(recorded), last_seq: z.number() });

async function readLog(region: Region, since = 0) {
  return log.parse(await region.control("GET", `requests?since=${since}`));
}

test("a request is recorded in both directions, with its client", async ({ us, partner }) => {
  const client = await register(us, partner);
  const { last_seq } = await readLog(us);
  await newUserCode(us, client, "recorded@burrow.example");
  const { requests } = await readLog(us, last_seq);
  expect(requests).toHaveLength(1);
  expect(requests[0]).toMatchObject({
    method: "POST",
    path: "/api/agentic/provisioning/account_requests",
    client_id: client.id,
    status: 200,
  });
  expect(JSON.stringify(requests[0]?.request_body)).toContain("recorded@burrow.example");
  expect(JSON.stringify(requests[0]?.response_body)).toContain("oauth");
  expect(Math.abs(Date.parse(requests[0]?.at ?? "") - (await us.now()))).toBeLessThan(5000);
});

test("the last number is there also when nothing is newer", async ({ us }) => {
  await us.post("provisioning/limits");
  const { last_seq } = await readLog(us);
  expect(await readLog(us, last_seq)).toEqual({ requests: [], last_seq });
});

test("numbers grow with every request", async ({ us }) => {
  for (let n = 0; n < 3; n += 1) await us.post("provisioning/limits");
  const numbers = (await readLog(us)).requests.map(({ seq }) => seq);
  expect(numbers).toHaveLength(3);
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
});

test("requests are counted by method and path", async ({ us }) => {
  for (let n = 0; n < 3; n += 1) await us.post("provisioning/limits");
  await us.get("provisioning/limits");
  expect(await us.countRequests("POST", "/api/agentic/provisioning/limits")).toBe(3);
  expect(await us.countRequests("GET", "/api/agentic/provisioning/limits")).toBe(1);
});

test("control calls are not recorded", async ({ us }) => {
  await us.control("GET", "clock");
  expect((await readLog(us)).requests).toEqual([]);
});

test("each region records its own traffic", async ({ us, eu }) => {
  await us.post("provisioning/limits");
  expect((await readLog(eu)).requests).toEqual([]);
});

test("a fault is named beside the request it hit", async ({ us }) => {
  const path = "/api/agentic/provisioning/limits";
  await us.control("POST", "faults", { method: "POST", path, kind: "status", status: 503 });
  await us.post("provisioning/limits");
  const { requests } = await readLog(us);
  expect(requests[0]?.status).toBe(503);
  expect(requests[0]?.fault).toBeTruthy();
});

test("codes, verifiers and tokens are masked to their first eight characters", async ({ us, partner }) => {
  const client = await register(us, partner);
  const grant = await newUserCode(us, client);
  const tokens = await redeem(us, client, grant);
  await us.post("provisioning/resources", {}, bearer(tokens.access));
  await refresh(us, client, tokens.refresh);
  const text = JSON.stringify(await us.control("GET", "requests?since=0"));
  for (const secret of [grant.code, grant.verifier, tokens.access, tokens.refresh]) {
    expect(text).not.toContain(secret);
    expect(text).toContain(secret.slice(0, 8));
  }
});

test("client assertions are masked", async ({ us, partner }) => {
  const client = await register(us, partner, { isConfidential: true });
  const proof = await client.assertion(us);
  await us.post("provisioning/limits", proof);
  const text = JSON.stringify(await us.control("GET", "requests?since=0"));
  expect(text).not.toContain(String(proof.client_assertion));
});

test("secrets in forms and addresses are masked too", async ({ us, partner }) => {
  const client = await register(us, partner);
  const tokens = await newTokens(us, client);
  await us.form("oauth/token", [
    ["grant_type", "refresh_token"],
    ["refresh_token", tokens.refresh],
  ]);
  await us.get(`/agentic/login?token=${"s".repeat(43)}`);
  const text = JSON.stringify(await us.control("GET", "requests?since=0"));
  expect(text).not.toContain(tokens.refresh);
  expect(text).not.toContain("s".repeat(43));
});

test("session cookies are masked", async ({ us, partner }) => {
  const client = await register(us, partner);
  const browser = await logIn(us, "existing@example.com");
  const { state } = await requestConsent(us, client);
  await us.get(`authorize/pending/?state=${state}`, browser);
  const text = JSON.stringify(await us.control("GET", "requests?since=0"));
  for (const pair of browser.cookie.split(";")) expect(text).not.toContain(pair.slice(pair.indexOf("=") + 1));
});
