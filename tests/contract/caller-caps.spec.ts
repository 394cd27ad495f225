import { expectTyped } from "./support/answer";
import { type Client, register } from "./support/clients";
import { expect, test } from "./support/fixtures";
import { postAccountRequest } from "./support/grants";
import type { Region } from "./support/region";

/** More than the sandbox allows one mailbox per day in profile current. */
const MANY = 25;

const tagged = (n: number) => `jane+${n}@burrow.example`;

async function withoutBudget(region: Region, client: Client): Promise<Client> {
  await region.setClient(client.id, { rate_limits: { account_requests: -1 } });
  return client;
}

test.describe("in profile documented", () => {
  test.use({ profile: "documented" });

  test("one mailbox may get any number of accounts", async ({ us, partner }) => {
    const client = await withoutBudget(us, await register(us, partner));
    for (let n = 0; n < MANY; n += 1) {
      const answer = await postAccountRequest(us, client, { email: tagged(n) });
      expect(answer.status, answer.text).toBe(200);
    }
  });

  test("caps that an operator set have no effect", { tag: "@own-sandbox" }, async ({ us, partner }) => {
    const client = await withoutBudget(us, await register(us, partner));
    await us.control("PATCH", "settings", { caller_caps: { address: 1, email_root: 1, email_domain: 1 } });
    for (let n = 0; n < 3; n += 1) {
      expect((await postAccountRequest(us, client, { email: tagged(n) })).status).toBe(200);
    }
  });
});

for (const cap of ["address", "email_root", "email_domain"]) {
  test(`a used-up cap per ${cap} is reported`, { tag: "@own-sandbox" }, async ({ us, partner }) => {
    const client = await withoutBudget(us, await register(us, partner));
    await us.control("PATCH", "settings", { caller_caps: { [cap]: 1 } });
    expect((await postAccountRequest(us, client, { email: tagged(1) })).status).toBe(200);
    const answer = await postAccountRequest(us, client, { email: tagged(2) });
    const message = "Too many account requests from this caller. Try again later.";
    expectTyped(answer, 429, "rate_limited", message);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
  });
}
