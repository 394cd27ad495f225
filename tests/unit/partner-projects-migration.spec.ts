import { PGlite, type PGliteInterface } from "@electric-sql/pglite";
import { test as base, expect } from "@playwright/test";
import { listMigrations, migrate } from "../../lib/platform/migrations";

const MIGRATION = "20261128170000_partner_projects";

/** The kinds under which successes were recorded, and the actions they become. */
const KINDS: Readonly<Record<string, string>> = {
  CONNECTED: "connect",
  LINK_OPENED: "open",
  REFRESHED: "refresh",
  CREDENTIALS_ROTATED: "replace_project_token",
  DISCONNECTED: "disconnect",
  EVENT_SENT: "send_test_event",
  PERSONAL_API_KEY_ADDED: "add_personal_api_key",
  PERSONAL_API_KEY_REMOVED: "remove_personal_api_key",
  SECRET_KEY_CREATED: "create_secret_key",
  SECRET_KEY_CHANGED: "change_secret_key",
  SECRET_KEY_ROLLED: "roll_secret_key",
  SECRET_KEY_DELETED: "delete_secret_key",
  PROXY_ADDED: "add_proxy",
  PROXY_RETRIED: "retry_proxy",
  PROXY_REMOVED: "delete_proxy",
};

/** The phrases for failures, and the actions they become. */
const PHRASES: readonly (readonly [phrase: string | null, action: string])[] = [
  ["connect", "connect"],
  ["finish the consent", "finish_consent"],
  ["finish setting up", "finish_setup"],
  ["open in PostHog", "open"],
  ["renew the connection", "refresh"],
  ["replace the project token", "replace_project_token"],
  ["disconnect", "disconnect"],
  ["release the project at PostHog right away", "remove_project"],
  ["release the project at PostHog", "remove_project"],
  ["delete the account", "delete_account"],
  ["send a test event", "send_test_event"],
  ["add a personal API key", "add_personal_api_key"],
  ["remove a personal API key", "remove_personal_api_key"],
  ["create a project secret API key", "create_secret_key"],
  ["change a project secret API key", "change_secret_key"],
  ["roll a project secret API key", "roll_secret_key"],
  ["delete a project secret API key", "delete_secret_key"],
  ["add a reverse proxy", "add_proxy"],
  ["set up a reverse proxy again", "retry_proxy"],
  ["delete a reverse proxy", "delete_proxy"],
  ["register this app", "register_client"],
  ["create a verification token", "create_verification_token"],
  ["revoke a verification token", "revoke_verification_token"],
  // These no longer exist.
  ["report visits", "unknown"],
  [null, "unknown"],
];

const AT = new Date("2026-11-01T12:00:00Z");

const test = base.extend<{ database: PGliteInterface }, { before: PGlite }>({
  /** A database with a person in it, just before the migration. */
  before: [
    async ({}, use) => {
      const database = new PGlite();
      const names = await listMigrations();
      await migrate(database, names.slice(0, names.indexOf(MIGRATION)));
      await database.query(`INSERT INTO "User" ("id", "email") VALUES ('ada', 'ada@example.org')`);
      await use(database);
      await database.close();
    },
    { scope: "worker" },
  ],
  /** A copy for one test. */
  database: async ({ before }, use) => {
    const database = await before.clone();
    await use(database);
    await database.close();
  },
});

// In one process, because making the database takes longer than these tests.
test.describe.configure({ mode: "default" });

test.describe("the migration to partner projects", () => {
  test("knows every kind of activity that there was", async ({ database }) => {
    const { rows } = await database.query<{ kind: string }>(
      `SELECT unnest(enum_range(NULL::"ActivityKind"))::text AS "kind"`,
    );
    expect(rows.map(({ kind }) => kind).sort()).toEqual([...Object.keys(KINDS), "FAILED"].sort());
  });

  test("makes an action of every success, and keeps the rest of its row", async ({ database }) => {
    for (const kind of Object.keys(KINDS)) {
      await database.query(
        `INSERT INTO "Activity" ("id", "userId", "kind", "region", "createdAt")
         VALUES ($1, 'ada', $1::text::"ActivityKind", 'EU', $2)`,
        [kind, AT],
      );
    }
    await migrate(database, [MIGRATION]);
    const { rows } = await database.query(`SELECT * FROM "Activity" ORDER BY "id"`);
    const row = { userId: "ada", region: "EU", code: null, requestId: null, createdAt: AT };
    expect(rows).toEqual(
      Object.keys(KINDS)
        .sort()
        .map((kind) => ({ id: kind, action: KINDS[kind], ...row })),
    );
  });

  test("makes an action of every failure, and keeps the rest of its row", async ({ database }) => {
    for (const [index, [phrase]] of PHRASES.entries()) {
      await database.query(
        `INSERT INTO "Activity" ("id", "userId", "kind", "attempted", "code", "requestId", "createdAt")
         VALUES ($1, 'ada', 'FAILED', $2, 'rate_limited', 'r1', $3)`,
        [String(index + 10), phrase, AT],
      );
    }
    await migrate(database, [MIGRATION]);
    const { rows } = await database.query(`SELECT * FROM "Activity" ORDER BY "id"`);
    const row = { userId: "ada", region: null, code: "rate_limited", requestId: "r1", createdAt: AT };
    expect(rows).toEqual(PHRASES.map(([, action], index) => ({ id: String(index + 10), action, ...row })));
  });

  test("keeps connections with their tokens, and asks to connect again where there are none", async ({
    database,
  }) => {
    for (const [slot, access, refresh, expiry] of [
      ["default", "v1.access", "v1.refresh", AT],
      ["staging", null, null, null],
      ["half", "v1.access", null, AT],
    ]) {
      await database.query(
        `INSERT INTO "Connection" ("id", "userId", "slot", "region", "projectId", "accessTokenSealed",
           "refreshTokenSealed", "accessTokenExpiresAt", "updatedAt")
         VALUES ($1, 'ada', $1, 'US', '7', $2, $3, $4, $5)`,
        [slot, access, refresh, expiry, AT],
      );
    }
    await migrate(database, [MIGRATION]);
    const { rows } = await database.query(
      `SELECT "id", "partnerProjectId", "status", "projectId", "accessTokenSealed", "refreshTokenSealed",
         "accessTokenExpiresAt" FROM "Connection" ORDER BY "id"`,
    );
    expect(rows).toEqual([
      {
        ...{ id: "default", partnerProjectId: "default", status: "ACTIVE", projectId: "7" },
        ...{ accessTokenSealed: "v1.access", refreshTokenSealed: "v1.refresh", accessTokenExpiresAt: AT },
      },
      {
        ...{ id: "half", partnerProjectId: "half", status: "NEEDS_RECONNECT", projectId: "7" },
        ...{ accessTokenSealed: "v1.access", refreshTokenSealed: "", accessTokenExpiresAt: AT },
      },
      {
        ...{ id: "staging", partnerProjectId: "staging", status: "NEEDS_RECONNECT", projectId: "7" },
        ...{ accessTokenSealed: "", refreshTokenSealed: "", accessTokenExpiresAt: expect.any(Date) },
      },
    ]);
    const second = database.query(`INSERT INTO "Connection" ("id", "userId", "partnerProjectId", "region",
      "accessTokenSealed", "refreshTokenSealed", "accessTokenExpiresAt", "updatedAt")
      VALUES ('second', 'ada', 'default', 'US', '', '', now(), now())`);
    await expect(second).rejects.toThrow("Connection_userId_partnerProjectId_key");
  });

  test("keeps releases as pending removals, and attempts to connect as those of the one project", async ({
    database,
  }) => {
    const release = {
      ...{ id: "r1", userId: "gone", region: "EU", projectId: "7", accessTokenSealed: "v1.access" },
      ...{ attempts: 3, nextAttemptAt: AT, expiresAt: AT },
    };
    const columns = Object.keys(release).map((name) => `"${name}"`);
    const places = Object.keys(release).map((_, index) => `$${index + 1}`);
    await database.query(
      `INSERT INTO "Release" (${columns.join()}) VALUES (${places.join()})`,
      Object.values(release),
    );
    await database.query(
      `INSERT INTO "Onboarding" ("id", "userId", "region", "step", "stateHash", "expiresAt")
       VALUES ('o1', 'ada', 'US', 'CONSENT', 'hash', $1)`,
      [AT],
    );
    await migrate(database, [MIGRATION]);
    expect((await database.query(`SELECT * FROM "PendingRemoval"`)).rows).toEqual([release]);
    expect((await database.query(`SELECT * FROM "Onboarding"`)).rows).toMatchObject([
      { id: "o1", partnerProjectId: "default", step: "CONSENT", stateHash: "hash" },
    ]);
  });
});
