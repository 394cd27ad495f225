import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { read } from "./support/answer";
import { type Client, type ClientOptions, publish, register } from "./support/clients";
import { expect, test } from "./support/fixtures";
import { postAccountRequest } from "./support/grants";
import { ADMIN, CIMD_URL, call, expectInvalid, newToken, organizationOf, TOKENS } from "./support/management";
import type { PartnerHost } from "./support/partner-host";
import type { Region } from "./support/region";
import { startSandbox } from "./support/servers";

const shape = z.object({
  clients: z.array(z.object({ client_id: z.string(), organization_id: z.string().nullable() })),
});

/** The id of the organization that backs a client, as far as the server knows. */
async function backerOf(region: Region, { id }: Client): Promise<string | null | undefined> {
  const { clients } = shape.parse(await region.control("GET", "clients"));
  return clients.find(({ client_id }) => client_id === id)?.organization_id;
}

const carrying = (value: string): ClientOptions => ({ extension: { verification_token: value } });

/** A client whose document carries a token that was made for it. */
async function attest(region: Region, partner: PartnerHost) {
  const client = await publish(partner);
  const { id, value } = await newToken(region, { cimd_url: client.id });
  const document = { ...client.document, "com.posthog": { provisioning: true, verification_token: value } };
  partner.serve(client.path, { body: document });
  await region.post("provisioning/client_registration", { client_id: client.id });
  expect(await backerOf(region, client)).toBe(await organizationOf(region));
  return { client, id, value };
}

const use = (region: Region, client: Client) =>
  postAccountRequest(region, client, { code_challenge: "short" });

test("a deleted token is noticed at the client's next call", async ({ us, partner }) => {
  const { client, id } = await attest(us, partner);
  await call(us, "DELETE", `${TOKENS}/${id}`);
  expect(await backerOf(us, client)).toBe(await organizationOf(us));
  await use(us, client);
  await expect.poll(() => backerOf(us, client)).toBeNull();
});

test("deleting another token of the organization changes nothing for the client", async ({ us, partner }) => {
  const { client } = await attest(us, partner);
  const { id: other } = await newToken(us, { cimd_url: CIMD_URL });
  const visits = partner.visits(client.path).length;
  await call(us, "DELETE", `${TOKENS}/${other}`);
  await use(us, client);
  await expect.poll(() => partner.visits(client.path).length).toBe(visits + 1);
  expect(await backerOf(us, client)).toBe(await organizationOf(us));
});

test("a match is noted on the token, every five minutes at most", async ({ us, partner }) => {
  await us.freeze();
  const { client, id } = await attest(us, partner);
  const lastUsed = async () => read((await call(us, "GET", `${TOKENS}/${id}`)).body, "last_used_at");
  const match = () => us.post("provisioning/client_registration", { client_id: client.id });
  const first = await lastUsed();
  expect(first).not.toBeNull();
  await us.advance(299);
  await match();
  expect(await lastUsed()).toBe(first);
  await us.advance(1);
  await match();
  expect(await lastUsed()).not.toBe(first);
});

test.describe("in profile documented", () => {
  test.use({ profile: "documented" });

  test("one token attests every client that carries it", async ({ us, partner }) => {
    const { value } = await newToken(us);
    for (let n = 0; n < 2; n += 1) {
      const client = await register(us, partner, carrying(value));
      expect(await backerOf(us, client)).toBe(await organizationOf(us));
    }
  });
});

test("a token from before there were URLs is bound once", { tag: "@own-sandbox" }, async () => {
  const folder = await mkdtemp(join(tmpdir(), "sandbox-"));
  const start = (SANDBOX_PROFILE: string) => startSandbox({ SANDBOX_DATA: folder, SANDBOX_PROFILE });
  const older = await start("documented");
  const { id } = await newToken(older.us);
  await older.stop();
  await playCurrent(folder);
  const newer = await start("");
  try {
    const path = `${TOKENS}/${id}`;
    expect((await call(newer.us, "GET", path)).body).toMatchObject({ cimd_url: null });
    expect((await call(newer.us, "PATCH", path, ADMIN, {})).body).toMatchObject({ cimd_url: null });
    const nothing = await call(newer.us, "PATCH", path, ADMIN, { cimd_url: null });
    expectInvalid(nothing, "cimd_url", "null", "This field may not be null.");
    const bound = await call(newer.us, "PATCH", path, ADMIN, { cimd_url: `${CIMD_URL}/`, label: "Other" });
    expect(bound.status).toBe(200);
    expect(bound.body).toMatchObject({ id, label: "Production", cimd_url: CIMD_URL });
    const again = await call(newer.us, "PATCH", path, ADMIN, { cimd_url: CIMD_URL });
    expectInvalid(again, "cimd_url", "invalid_input", expect.stringContaining("already bound"));
  } finally {
    await newer.stop();
    await rm(folder, { recursive: true });
  }
});

/** Switches the saved state to the current profile, as if PostHog had moved on while the tokens stayed. */
async function playCurrent(folder: string): Promise<void> {
  for (const name of ["us.json", "eu.json"]) {
    const text = await readFile(join(folder, name), "utf8");
    await writeFile(join(folder, name), text.replace('"profile":"documented"', '"profile":"current"'));
  }
}
