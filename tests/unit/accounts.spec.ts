import { expect, test } from "@playwright/test";
import { findOrCreateUser, type Identity, linkAccount, listAccounts } from "../../lib/auth/accounts";
import { hasOperatorPin } from "../../lib/auth/operator-pins";
import { db } from "../../lib/platform/db";
import { provideDatabase } from "./support/database";
import { OPERATOR } from "./support/environment";

const github = (subject: string, email: string): Identity => ({
  provider: "github",
  subject,
  email,
  name: null,
});

const google = (subject: string, email: string): Identity => ({
  ...github(subject, email),
  provider: "google",
});

/** Adds a user from before accounts existed, as the migration leaves one. */
async function addUnclaimed(id: string, email: string): Promise<void> {
  await db().user.create({
    data: { id, email, accounts: { create: { provider: "unclaimed", subject: email } } },
  });
}

test.describe("who someone is", () => {
  provideDatabase();

  test("is their account, not their address: another account with the same one is another person", async () => {
    const first = await findOrCreateUser(github("1", "shared@example.org"));
    const second = await findOrCreateUser(github("2", "shared@example.org"));
    const elsewhere = await findOrCreateUser(google("1", "shared@example.org"));
    expect(new Set([first.id, second.id, elsewhere.id]).size).toBe(3);
    expect(await findOrCreateUser(github("1", "shared@example.org"))).toEqual(first);
  });

  test("stays the same when the address changes, and the new address is kept", async () => {
    const before = await findOrCreateUser(github("3", "maiden@example.org"));
    const after = await findOrCreateUser(github("3", "Married@example.org"));
    expect(after).toEqual({ ...before, email: "married@example.org" });
    const later = await findOrCreateUser(github("4", "maiden@example.org"));
    expect(later.id).not.toBe(before.id);
  });

  test("is one person when their first sign-ins are at once", async () => {
    const users = await Promise.all(
      Array.from({ length: 5 }, () => findOrCreateUser(github("5", "hasty@example.org"))),
    );
    expect(new Set(users.map(({ id }) => id)).size).toBe(1);
    expect(await db().user.count({ where: { email: "hasty@example.org" } })).toBe(1);
  });

  test("is carried over from before there were accounts, by one account at most", async () => {
    await addUnclaimed("old", "old@example.org");
    const claims = ["6", "7"].map((subject) => findOrCreateUser(github(subject, "OLD@example.org")));
    const ids = (await Promise.all(claims)).map(({ id }) => id);
    expect(ids.filter((id) => id === "old")).toHaveLength(1);
    expect(new Set(ids).size).toBe(2);
    expect(await listAccounts("old")).toMatchObject([{ provider: "github" }]);
  });

  test("is not carried over by an account that is someone already", async () => {
    const known = await findOrCreateUser(github("8", "first@example.org"));
    await addUnclaimed("other", "second@example.org");
    expect(await findOrCreateUser(github("8", "second@example.org"))).toMatchObject({ id: known.id });
    expect(await listAccounts("other")).toMatchObject([{ provider: "unclaimed" }]);
  });
});

test.describe("a linked account", () => {
  provideDatabase();

  test("signs in as the same person, whose address stays that of the first one", async () => {
    const ada = await findOrCreateUser(github("10", "ada@example.org"));
    expect(await linkAccount(ada.id, google("10", "ada@private.example"))).toBe(true);
    expect(await linkAccount(ada.id, google("10", "ada@private.example"))).toBe(true);
    expect(await findOrCreateUser(google("10", "ada@private.example"))).toEqual(ada);
    expect(await listAccounts(ada.id)).toMatchObject([{ provider: "github" }, { provider: "google" }]);
  });

  test("is never taken from another person", async () => {
    const bob = await findOrCreateUser(google("11", "bob@example.org"));
    const eve = await findOrCreateUser(github("11", "eve@example.org"));
    expect(await linkAccount(eve.id, google("11", "bob@example.org"))).toBe(false);
    expect(await findOrCreateUser(google("11", "bob@example.org"))).toEqual(bob);
    expect(await listAccounts(eve.id)).toHaveLength(1);
  });
});

test.describe("an operator", () => {
  provideDatabase();

  test("is the account that used the address first, also when someone else has the address later", async () => {
    const first = await findOrCreateUser(github("20", OPERATOR));
    const second = await findOrCreateUser(github("21", OPERATOR));
    expect(await hasOperatorPin(first.id, [OPERATOR])).toBe(true);
    expect(await hasOperatorPin(second.id, [OPERATOR])).toBe(false);
    await findOrCreateUser(github("20", "renamed@example.org"));
    expect(await hasOperatorPin(first.id, [OPERATOR])).toBe(true);
    expect(await hasOperatorPin(first.id, ["another@example.org"])).toBe(false);
  });

  test("stays pinned when the user is deleted", async () => {
    await db().user.deleteMany();
    const other = await findOrCreateUser(github("21", OPERATOR));
    const again = await findOrCreateUser(github("20", OPERATOR));
    expect(await hasOperatorPin(other.id, [OPERATOR])).toBe(false);
    expect(await hasOperatorPin(again.id, [OPERATOR])).toBe(true);
  });
});
