import { PGlite } from "@electric-sql/pglite";
import { expect, test } from "@playwright/test";
import { listMigrations, migrate } from "../../lib/platform/migrations";

const MIGRATION = "20261128210000_grant_removals";
const AT = new Date("2026-11-01T12:00:00Z");

test("the migration to removals of whole grants keeps those that are pending, with their one token", async () => {
  const database = new PGlite();
  const names = await listMigrations();
  await migrate(database, names.slice(0, names.indexOf(MIGRATION)));
  await database.query(
    `INSERT INTO "PendingRemoval" ("id", "userId", "region", "projectId", "accessTokenSealed", "attempts",
       "nextAttemptAt", "expiresAt") VALUES ('r1', 'gone', 'EU', '7', 'v1.access', 3, $1, $1)`,
    [AT],
  );
  await migrate(database, [MIGRATION]);
  expect((await database.query(`SELECT * FROM "PendingRemoval"`)).rows).toEqual([
    {
      ...{ id: "r1", userId: "gone", emailHash: null, region: "EU", projectId: "7", sealedFor: null },
      ...{ accessTokenSealed: "v1.access", refreshTokenSealed: null, attempts: 3, nextAttemptAt: AT },
      ...{ leaseUntil: null, expiresAt: AT },
    },
  ]);
  await database.close();
});
