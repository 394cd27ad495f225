import { createHash } from "node:crypto";
import { read, readText } from "./support/answer";
import { expect, PROFILES, test } from "./support/fixtures";
import {
  ADMIN,
  advance,
  call,
  expectBroken,
  expectForbidden,
  expectInvalid,
  keyOf,
  newColleague,
  newProxy,
  organizationOf,
  PROXIES,
  session,
  statusOf,
} from "./support/management";
import { createUser, deleteUser, findUser } from "./support/people";
import type { Region } from "./support/region";

const create = (region: Region, domain: unknown) => call(region, "POST", PROXIES, ADMIN, { domain });
const setEngine = (region: Region, workflow_engine: "up" | "down") =>
  region.control("PATCH", "settings", { workflow_engine });
const domains = async (region: Region) => {
  const results = read((await call(region, "GET", PROXIES)).body, "results");
  return Array.isArray(results) ? results.map((record: unknown) => readText(record, "domain")) : [];
};

for (const profile of PROFILES) {
  test.describe(`in profile ${profile}`, () => {
    test.use({ profile });

    test("a new record waits, and names the DNS record it waits for", async ({ us }) => {
      await us.freeze();
      const organization = await organizationOf(us);
      const { id } = await findUser(us, "partner@example.com");
      const hash = createHash("sha256").update(`${organization}e.new.example`).digest("hex");
      const { body, id: record } = await newProxy(us, { domain: " e.new.example " });
      const created = readText(body, "created_at");
      expect(body).toEqual({
        id: record,
        domain: "e.new.example",
        target_cname: `${hash.slice(0, 20)}.cf-prod-us-proxy.proxyhog.com.`,
        status: "waiting",
        message: null,
        created_at: created,
        updated_at: created,
        created_by: id,
      });
      expect((await call(us, "GET", `${PROXIES}/${record}`)).body).toEqual(body);
      expect((await call(us, "GET", PROXIES)).body).toEqual({ results: [body], max_proxy_records: 2 });
    });

    test("deleting a record answers 200, or 204 as the pages say", async ({ us }) => {
      const [first, second] = [await newProxy(us), await newProxy(us)];
      const answer = await call(us, "DELETE", `${PROXIES}/${first.id}`);
      expect({ status: answer.status, body: answer.body }).toEqual({ status: 200, body: { success: true } });
      await us.control("PATCH", "settings", { documented_status_codes: true });
      const documented = await call(us, "DELETE", `${PROXIES}/${second.id}`);
      expect({ status: documented.status, text: documented.text }).toEqual({ status: 204, text: "" });
    });

    for (const [words, domain, code, detail] of [
      ["nothing", undefined, "required", "This field is required."],
      ["nothing at all", null, "null", "This field may not be null."],
      ["space", " ", "blank", "This field may not be blank."],
      ["an object", {}, "invalid_input", "Not a valid string."],
    ] as const) {
      test(`${words} is no domain`, async ({ us }) => {
        expectInvalid(await create(us, domain), "domain", code, detail);
      });
    }
  });
}

test("any text is a domain, as far as the server looks", async ({ us }) => {
  for (const domain of ["https://*.example/", "no dots"]) {
    expect((await create(us, domain)).status).toBe(201);
  }
});

test("a domain that anyone has breaks the server", async ({ us }) => {
  await newProxy(us, { domain: "taken.example" });
  expectBroken(await create(us, "taken.example"));
  await createUser(us, { email: "other@example.com" });
  const other = await keyOf(us, "other@example.com", ["*"]);
  expectBroken(await call(us, "POST", PROXIES, other, { domain: "taken.example" }));
});

test("a domain has at most 64 letters", async ({ us }) => {
  expectBroken(await create(us, `${"a".repeat(57)}.example`));
  expect((await create(us, `${"a".repeat(56)}.example`)).status).toBe(201);
});

test("a domain made again needs the same DNS record, and another organization's another", async ({ us }) => {
  const first = await newProxy(us, { domain: "again.example" });
  await call(us, "DELETE", `${PROXIES}/${first.id}`);
  const again = await newProxy(us, { domain: "again.example" });
  expect(read(again.body, "target_cname")).toBe(read(first.body, "target_cname"));
  await call(us, "DELETE", `${PROXIES}/${again.id}`);
  await createUser(us, { email: "other@example.com" });
  const other = await newProxy(us, { domain: "again.example" }, await session(us, "other@example.com"));
  expect(read(other.body, "target_cname")).not.toBe(read(first.body, "target_cname"));
});

for (const [limit, records, detail] of [
  [null, 2, "Maximum of 2 proxy records per organization."],
  [1, 1, "Maximum of 1 proxy records per organization."],
  [0, 0, "Maximum of 0 proxy records per organization."],
] as const) {
  test(`with the limit ${limit} an organization has room for ${records}`, async ({ us }) => {
    await us.control("PATCH", `organizations/${await organizationOf(us)}`, { max_proxy_records: limit });
    for (let n = 0; n < records; n += 1) await newProxy(us);
    const answer = await create(us, "full.example");
    expect({ status: answer.status, body: answer.body }).toEqual({ status: 400, body: { detail } });
    expect((await call(us, "GET", PROXIES)).body).toMatchObject({ max_proxy_records: limit ?? 2 });
  });
}

test("a raised limit makes room, and records in every state fill it", async ({ us }) => {
  await us.control("PATCH", `organizations/${await organizationOf(us)}`, { max_proxy_records: 3 });
  for (const status of ["deleting", "timed_out", "erroring"]) {
    await advance(us, (await newProxy(us)).id, { status });
  }
  expect((await create(us, "full.example")).status).toBe(400);
});

test("a full organization hears that before a taken domain", async ({ us }) => {
  await newProxy(us, { domain: "taken.example" });
  await newProxy(us);
  expect((await create(us, "taken.example")).status).toBe(400);
});

test("without its workflows a record is not kept", async ({ us }) => {
  await setEngine(us, "down");
  const answer = await create(us, "e.shop.example");
  expect({ status: answer.status, body: answer.body }).toEqual({
    status: 500,
    body: { detail: "Failed to start provisioning workflow." },
  });
  expect(await domains(us)).toEqual([]);
  await setEngine(us, "up");
  expect((await create(us, "e.shop.example")).status).toBe(201);
});

test("a running proxy is not deleted without workflows, a waiting one is", async ({ us }) => {
  const [running, waiting] = [await newProxy(us), await newProxy(us)];
  await advance(us, running.id, { status: "valid" });
  await setEngine(us, "down");
  const answer = await call(us, "DELETE", `${PROXIES}/${running.id}`);
  expect({ status: answer.status, body: answer.body }).toEqual({
    status: 500,
    body: { detail: "Failed to start deletion workflow." },
  });
  expect(await statusOf(us, running.id)).toBe("valid");
  expect((await call(us, "DELETE", `${PROXIES}/${waiting.id}`)).status).toBe(200);
  expect(await domains(us)).toEqual([running.domain]);
});

test("a retry without workflows leaves an error without words", async ({ us }) => {
  const { id } = await newProxy(us);
  await advance(us, id, { status: "timed_out", message: "waited too long" });
  await setEngine(us, "down");
  const answer = await call(us, "POST", `${PROXIES}/${id}/retry`, await session(us));
  expect({ status: answer.status, body: answer.body }).toEqual({
    status: 500,
    body: { detail: "Failed to start retry workflow." },
  });
  const { body } = await call(us, "GET", `${PROXIES}/${id}`);
  expect(body).toMatchObject({ status: "erroring", message: null });
});

test("only an admin's browser retries", async ({ us }) => {
  const { id } = await newProxy(us);
  await advance(us, id, { status: "erroring" });
  const path = `${PROXIES}/${id}/retry`;
  expectForbidden(await call(us, "POST", path), "This action does not support personal API key access");
  const { email } = await newColleague(us);
  const member = await call(us, "POST", path, await session(us, email));
  expectForbidden(member, "Your organization access level is insufficient.");
  expect((await call(us, "POST", path, await session(us))).body).toMatchObject({ id, status: "waiting" });
});

test("a record whose maker is gone was made by no one", async ({ us }) => {
  const { email } = await newColleague(us, "admin");
  const { id } = await newProxy(us, {}, await session(us, email));
  await deleteUser(us, email);
  expect((await call(us, "GET", `${PROXIES}/${id}`)).body).toMatchObject({ created_by: null });
});
