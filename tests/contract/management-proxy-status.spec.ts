import { read, readText } from "./support/answer";
import { expect, test } from "./support/fixtures";
import { advance, call, expectMissing, newProxy, PROXIES, session, statusOf } from "./support/management";
import type { Region } from "./support/region";

const DAY = 86_400;
const retry = async (region: Region, id: string, fields?: unknown) =>
  call(region, "POST", `${PROXIES}/${id}/retry`, await session(region), fields);
const diagnose = async (region: Region, id: string) =>
  call(region, "POST", `${PROXIES}/${id}/diagnose`, await session(region));
const mails = async (region: Region) => JSON.stringify(await region.control("GET", "mail"));

test("a record goes its way to being live, and says so by mail", async ({ us }) => {
  const { id, domain } = await newProxy(us);
  expect(await advance(us, id)).toMatchObject({ status: "issuing", message: null });
  expect(await mails(us)).not.toContain(domain);
  expect(await advance(us, id)).toMatchObject({ status: "valid", message: "" });
  expect(await mails(us)).toContain(domain);
  expect(await mails(us)).toContain("partner@example.com");
  expect(await statusOf(us, id)).toBe("valid");
});

test("every change moves the time of the last change alone", async ({ us }) => {
  await us.freeze();
  const { id, body } = await newProxy(us);
  await us.advance(60);
  const moved = await advance(us, id);
  expect(read(moved, "created_at")).toBe(read(body, "created_at"));
  const passed = Date.parse(readText(moved, "updated_at")) - Date.parse(readText(body, "updated_at"));
  expect(passed).toBe(60_000);
});

for (const status of ["waiting", "issuing", "valid", "warning", "erroring", "deleting", "timed_out"]) {
  test(`any record can be put into the state ${status}`, async ({ us }) => {
    const { id } = await newProxy(us);
    await advance(us, id, { status: "valid" });
    const moved = await advance(us, id, { status, message: "by hand" });
    expect(moved).toMatchObject({ id, status, message: "by hand" });
    expect((await call(us, "GET", `${PROXIES}/${id}`)).body).toEqual(moved);
  });

  const canRetry = status === "erroring" || status === "timed_out";
  test(`a record that is ${status} ${canRetry ? "can" : "cannot"} be retried`, async ({ us }) => {
    const { id } = await newProxy(us);
    await advance(us, id, { status, message: "some words" });
    const answer = await retry(us, id, { ignored: true });
    if (canRetry) {
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({ id, status: "waiting", message: null });
    } else {
      const body = { detail: `Cannot retry proxy in ${status} state.` };
      expect({ status: answer.status, body: answer.body }).toEqual({ status: 400, body });
    }
  });
}

for (const status of ["waiting", "erroring", "timed_out"]) {
  test(`a record that is ${status} is gone as soon as it is deleted`, async ({ us }) => {
    const { id } = await newProxy(us);
    await advance(us, id, { status });
    expect((await call(us, "DELETE", `${PROXIES}/${id}`)).status).toBe(200);
    expectMissing(await call(us, "GET", `${PROXIES}/${id}`));
  });
}

for (const status of ["issuing", "valid", "warning"]) {
  test(`a record that is ${status} takes its time to go`, async ({ us }) => {
    const { id } = await newProxy(us);
    await advance(us, id, { status });
    expect((await call(us, "DELETE", `${PROXIES}/${id}`)).status).toBe(200);
    expect(await statusOf(us, id)).toBe("deleting");
    expect(await advance(us, id)).toEqual({ deleted: true });
    expectMissing(await call(us, "GET", `${PROXIES}/${id}`));
  });
}

test("a record that is being deleted is not deleted twice", async ({ us }) => {
  const { id } = await newProxy(us);
  await advance(us, id, { status: "deleting" });
  const answer = await call(us, "DELETE", `${PROXIES}/${id}`);
  const body = { detail: "Failed to start deletion workflow." };
  expect({ status: answer.status, body: answer.body }).toEqual({ status: 500, body });
  expect(await statusOf(us, id)).toBe("deleting");
});

test("no one waits for a DNS record longer than seven days", async ({ us }) => {
  await us.freeze();
  const { id } = await newProxy(us);
  await us.advance(7 * DAY - 1);
  expect(await statusOf(us, id)).toBe("waiting");
  await us.advance(1);
  expect(await statusOf(us, id)).toBe("timed_out");
  await retry(us, id);
  await us.advance(6 * DAY);
  expect(await statusOf(us, id)).toBe("waiting");
  await us.advance(DAY);
  expect(await statusOf(us, id)).toBe("timed_out");
});

test("a record that got further does not time out", async ({ us }) => {
  const { id } = await newProxy(us);
  await advance(us, id);
  await us.advance(30 * DAY);
  expect(await statusOf(us, id)).toBe("issuing");
});

test("an unknown record, state or field is refused by the control", async ({ us }) => {
  const { id } = await newProxy(us);
  for (const [path, body, status] of [
    ["proxy_records/unknown/advance", {}, 404],
    [`proxy_records/${id}/advance`, { status: "live" }, 400],
    [`proxy_records/${id}/advance`, { state: "valid" }, 400],
  ] as const) {
    const answer = await us.tryControl("POST", path, body);
    expect({ status: answer.status, body: answer.body }).toEqual({
      status,
      body: { error: expect.any(String) },
    });
  }
});

for (const [status, verdict, issue] of [
  ["waiting", "fail", "cname"],
  ["issuing", "warn", "http_challenge"],
  ["valid", "healthy", null],
  ["warning", "warn", "cert_expiry"],
  ["erroring", "fail", "live_event"],
  ["timed_out", "fail", "cname"],
] as const) {
  test(`the diagnosis of a record that is ${status} is ${verdict}`, async ({ us }) => {
    const { id, domain, body: record } = await newProxy(us);
    await advance(us, id, { status });
    const { body } = await diagnose(us, id);
    expect(body).toMatchObject({ summary: { status: verdict, primary_issue: issue } });
    const checks = read(body, "checks");
    const ids = Array.isArray(checks) ? checks.map((check: unknown) => readText(check, "id")) : [];
    expect(ids).toEqual(["cname", "live_event", "cloudflare", "caa", "http_challenge", "cert_expiry"]);
    if (issue === "cname") {
      const value = read(record, "target_cname");
      expect(read(body, "checks", 0)).toMatchObject({
        status: "failed",
        remediation: { type: "dns", records: [{ name: domain, type: "CNAME", value }] },
      });
    }
  });
}

test("a diagnosis vouches only for what can be looked at", async ({ us }) => {
  const { id } = await newProxy(us);
  await advance(us, id);
  const { body } = await diagnose(us, id);
  const statuses = ["passed", "skipped", "passed", "passed", "warned", "skipped"];
  expect(body).toMatchObject({ checks: statuses.map((status) => ({ status })) });
});

test("without its workflows there is no diagnosis", async ({ us }) => {
  const { id } = await newProxy(us);
  await us.control("PATCH", "settings", { workflow_engine: "down" });
  const answer = await diagnose(us, id);
  const detail = expect.stringContaining("Couldn't run diagnostics for this proxy.");
  expect({ status: answer.status, body: answer.body }).toEqual({ status: 500, body: { detail } });
});

test("a diagnosis is not run again within half a minute", async ({ us }) => {
  await us.freeze();
  const { id } = await newProxy(us);
  expect((await diagnose(us, id)).status).toBe(200);
  const answer = await diagnose(us, id);
  const detail = "A diagnostic was just run for this proxy. Please wait a few seconds before trying again.";
  expect({ status: answer.status, body: answer.body }).toEqual({ status: 429, body: { detail } });
  expect(answer.headers.get("retry-after")).toBeNull();
  await us.advance(30);
  expect((await diagnose(us, id)).status).toBe(200);
});

test.describe("in profile documented", () => {
  test.use({ profile: "documented" });

  test("there is no diagnosis", async ({ us }) => {
    const { id } = await newProxy(us);
    expectMissing(await diagnose(us, id), "Endpoint not found.");
  });
});
