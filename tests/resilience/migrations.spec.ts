import { PGlite } from "@electric-sql/pglite";
import { expect } from "@playwright/test";
import { listMigrations, migrate, type SqlSession } from "../../lib/platform/migrations";
import { createEmptyDatabase, sessionOf, withClient } from "../support/postgres";
import { test as base } from "./support/postgres";

interface Fixtures {
  engine: "PGlite" | "PostgreSQL";
  /** An empty database. */
  session: SqlSession;
}

const test = base.extend<Fixtures>({
  engine: ["PGlite", { option: true }],
  session: async ({ engine, postgres }, use) => {
    if (engine === "PGlite") {
      const embedded = new PGlite();
      await use(embedded);
      return embedded.close();
    }
    const database = await createEmptyDatabase(postgres.url);
    await withClient(database.url, (client) => use(sessionOf(client)));
    await database.stop();
  },
});

// What the first release may have left behind: a person, their connection, an attempt to connect.
const FIRST_RELEASE_DATA = `
  INSERT INTO "User" ("id", "email", "name") VALUES ('u1', 'rosa@example.org', 'Rosa');
  INSERT INTO "Connection" ("id", "userId", "region", "scopes", "projectId", "projectToken", "apiHost",
    "accessTokenSealed", "refreshTokenSealed", "accessTokenExpiresAt", "updatedAt")
  VALUES ('c1', 'u1', 'EU', ARRAY['query:read'], '7', 'phc_public', 'https://eu.i.posthog.com',
    'v1.sealed-a', 'v1.sealed-r', now(), now());
  INSERT INTO "Onboarding" ("id", "userId", "region", "stateHash", "expiresAt")
  VALUES ('o1', 'u1', 'EU', 'hash', now() + interval '5 minutes')`;

// The partner's project was called a slot at first.
const LEFT_BEHIND = `
  SELECT u."email", c."region", c."status",
    COALESCE(to_jsonb(c)->>'slot', to_jsonb(c)->>'partnerProjectId') AS "partnerProjectId", c."scopes", c."projectToken", c."accessTokenSealed",
    c."refreshTokenSealed", o."stateHash"
  FROM "User" u JOIN "Connection" c ON c."userId" = u."id" JOIN "Onboarding" o ON o."userId" = u."id"`;

const TABLES = `SELECT table_name, column_name, data_type, is_nullable, column_default
  FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2`;

for (const engine of ["PGlite", "PostgreSQL"] as const) {
  test.describe(`migrations on ${engine}`, () => {
    test.use({ engine });

    test("bring an empty database up to date, and a second run finds nothing to do", async ({ session }) => {
      await migrate(session);
      const once = await session.query("SELECT * FROM _prisma_migrations ORDER BY migration_name");
      await migrate(session);
      const twice = await session.query("SELECT * FROM _prisma_migrations ORDER BY migration_name");
      expect(twice.rows).toEqual(once.rows);
      expect(once.rows).toHaveLength((await listMigrations()).length);
    });

    test("keep what every earlier release has left behind", async ({ session }) => {
      const names = await listMigrations();
      expect(names.length).toBeGreaterThan(1);
      await migrate(session, names.slice(0, 1));
      await session.exec(FIRST_RELEASE_DATA);
      const before = await session.query(LEFT_BEHIND);
      expect(before.rows).toHaveLength(1);
      for (const count of names.keys()) {
        await migrate(session, names.slice(0, count + 1));
        expect((await session.query(LEFT_BEHIND)).rows, names[count]).toEqual(before.rows);
      }
    });

    test("undo a migration that fails halfway", async ({ session }) => {
      const [first = "", second = ""] = await listMigrations();
      await migrate(session, [first]);
      // Makes the second migration fail after its first statements.
      await session.exec('CREATE TABLE "Release" ()');
      const before = await session.query(TABLES);
      await expect(migrate(session, [second])).rejects.toThrow(/Release/);
      expect((await session.query(TABLES)).rows).toEqual(before.rows);
      await session.exec('DROP TABLE "Release"');
      await migrate(session);
      expect((await session.query('SELECT * FROM "PendingRemoval"')).rows).toEqual([]);
    });
  });
}
