import { test as base } from "@playwright/test";
import { type Postgres, providePostgres } from "../../support/postgres-server";

/** A PostgreSQL server for the tests of a worker; each test creates its own databases there. */
export const test = base.extend<object, { postgres: Postgres }>({
  postgres: [
    async ({}, use) => {
      const postgres = await providePostgres();
      await use(postgres);
      await postgres.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
});
