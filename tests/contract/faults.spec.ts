import { expectAnswer, read, readText } from "./support/answer";
import { register } from "./support/clients";
import { expect, test } from "./support/fixtures";
import { newEmail, newTokens, postAccountRequest, refresh } from "./support/grants";
import { findUsers } from "./support/people";
import type { Region } from "./support/region";

const LIMITS = "/api/agentic/provisioning/limits";

function breakRoute(region: Region, fault: Record<string, unknown>) {
  return region.control("POST", "faults", { method: "POST", path: LIMITS, ...fault });
}

test("a fault answers its id, and is listed until it is deleted", async ({ us }) => {
  const created = await us.tryControl("POST", "faults", { method: "POST", path: LIMITS, kind: "html" });
  expectAnswer(created, 201, { id: expect.anything() });
  const id = String(read(created.body, "id"));
  expect(JSON.stringify(await us.control("GET", "faults"))).toContain(id);
  await us.control("DELETE", `faults/${id}`);
  expect((await us.post("provisioning/limits")).status).toBe(401);
  expect(JSON.stringify(await us.control("GET", "faults"))).not.toContain(id);
});

test("all faults can be cleared at once", async ({ us }) => {
  await breakRoute(us, { kind: "html" });
  await breakRoute(us, { kind: "malformed" });
  await us.control("DELETE", "faults");
  expect((await us.post("provisioning/limits")).status).toBe(401);
});

test("a status fault answers the status, body and headers it was given", async ({ us }) => {
  await breakRoute(us, {
    kind: "status",
    status: 503,
    body: { error: "down" },
    headers: { "retry-after": "7" },
  });
  const answer = await us.post("provisioning/limits");
  expectAnswer(answer, 503, { error: "down" });
  expect(answer.headers.get("retry-after")).toBe("7");
});

for (const name of ["Content-Type", "content-type"]) {
  test(`a status fault's own ${name} replaces the usual one`, async ({ us }) => {
    const headers = { [name]: "application/problem+json" };
    await breakRoute(us, { kind: "status", status: 503, body: { error: "down" }, headers });
    const answer = await us.post("provisioning/limits");
    expectAnswer(answer, 503, { error: "down" });
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
  });
}

test("a fault happens as often as it was told to", async ({ us }) => {
  await breakRoute(us, { kind: "status", status: 500, times: 2 });
  const statuses = [];
  for (let n = 0; n < 3; n += 1) statuses.push((await us.post("provisioning/limits")).status);
  expect(statuses).toEqual([500, 500, 401]);
});

test("a fault without an end goes on", async ({ us }) => {
  await breakRoute(us, { kind: "status", status: 500, times: null });
  const answers = await Promise.all(Array.from({ length: 20 }, () => us.post("provisioning/limits")));
  expect(answers.every(({ status }) => status === 500)).toBe(true);
});

test("a fault applies to every path it is a prefix of, and to its method only", async ({ us }) => {
  await us.control("POST", "faults", {
    method: "POST",
    path: "/api/agentic/provisioning/",
    kind: "status",
    status: 418,
    times: null,
  });
  expect((await us.post("provisioning/limits")).status).toBe(418);
  expect((await us.post("provisioning/deep_links")).status).toBe(418);
  expect((await us.get("provisioning/resources/1")).status).toBe(401);
});

test("a fault in one region leaves the other alone", async ({ us, eu }) => {
  await breakRoute(us, { kind: "status", status: 500, times: null });
  expect((await eu.post("provisioning/limits")).status).toBe(401);
});

test("a delay handles the request and then waits", async ({ us }) => {
  await breakRoute(us, { kind: "delay", delay_ms: 200 });
  const start = performance.now();
  expect((await us.post("provisioning/limits")).status).toBe(401);
  expect(performance.now() - start).toBeGreaterThanOrEqual(195);
});

test("a hang never answers, and holds up no one else", async ({ us }) => {
  await breakRoute(us, { kind: "hang" });
  const signal = AbortSignal.timeout(300);
  const hanging = fetch(us.url("provisioning/limits"), { method: "POST", signal });
  const refused = expect(hanging).rejects.toThrow();
  expect((await us.post("provisioning/deep_links")).status).toBe(401);
  await refused;
});

test("a reset closes the connection before anything happens", async ({ us, partner }) => {
  const client = await register(us, partner);
  const email = newEmail();
  await us.control("POST", "faults", {
    method: "POST",
    path: "/api/agentic/provisioning",
    kind: "reset",
    times: 1,
  });
  await expect(postAccountRequest(us, client, { email })).rejects.toThrow();
  expect(await findUsers(us, email)).toEqual([]);
});

test("a dropped response has done its work", async ({ us, partner }) => {
  const client = await register(us, partner);
  const email = newEmail();
  const path = "/api/agentic/provisioning/account_requests";
  await us.control("POST", "faults", { method: "POST", path, kind: "drop_response", times: 1 });
  await expect(postAccountRequest(us, client, { email })).rejects.toThrow();
  expect(await findUsers(us, email)).toHaveLength(1);
});

test("a dropped refresh has spent the refresh token", async ({ us, partner }) => {
  const client = await register(us, partner);
  const tokens = await newTokens(us, client);
  const path = "/api/agentic/oauth/token";
  await us.control("POST", "faults", { method: "POST", path, kind: "drop_response", times: 1 });
  await expect(refresh(us, client, tokens.refresh)).rejects.toThrow();
  const again = await refresh(us, client, tokens.refresh);
  expect(readText(again.body, "error")).toBe("invalid_grant");
});

test("a malformed answer is a 200 with broken JSON", async ({ us }) => {
  await breakRoute(us, { kind: "malformed" });
  const answer = await us.post("provisioning/limits");
  expect(answer.status).toBe(200);
  expect(() => JSON.parse(answer.text)).toThrow();
});

test("an html answer is a 200 with a page", async ({ us }) => {
  await breakRoute(us, { kind: "html" });
  const answer = await us.post("provisioning/limits");
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toContain("text/html");
  expect(answer.text).toMatch(/<!doctype html|<html/i);
});

test("a truncated answer ends in the middle of its body", async ({ us }) => {
  await breakRoute(us, { kind: "truncate" });
  const response = await fetch(us.url("provisioning/limits"), { method: "POST" });
  expect(response.status).toBe(401);
  await expect(response.text()).rejects.toThrow();
});
