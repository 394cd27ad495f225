import { z } from "zod";
import { withClient } from "../support/postgres";
import type { Deployment } from "./support/deployment";
import { expect, test } from "./support/fixtures";

const answerSchema = z.object({ status: z.string(), obstacles: z.array(z.string()).default([]) });

async function ask({ appUrl }: Deployment, path: "health" | "ready") {
  const response = await fetch(`${appUrl}/api/${path}`);
  return { code: response.status, ...answerSchema.parse(await response.json()) };
}

test("a process with everything it needs says that it is alive and ready", async ({ deploy }) => {
  const deployment = await deploy("PGlite");
  expect(await ask(deployment, "health")).toMatchObject({ code: 200, status: "ok" });
  expect(await ask(deployment, "ready")).toEqual({ code: 200, status: "ready", obstacles: [] });
});

test("a process says what keeps it from its work, and stays alive", async ({ deploy, postgres }) => {
  const deployment = await deploy("PostgreSQL");
  expect(await ask(deployment, "ready")).toMatchObject({ code: 200 });

  await deployment.withDatabase((session) =>
    session.exec(`DELETE FROM _prisma_migrations WHERE migration_name LIKE '%custody'`),
  );
  expect(await ask(deployment, "ready")).toEqual({
    code: 503,
    status: "not ready",
    obstacles: ["The database lacks migrations: run `npm run db:migrate`."],
  });

  const { rows } = await deployment.withDatabase((session) =>
    session.query("SELECT current_database() AS name"),
  );
  const [{ name }] = z.tuple([z.object({ name: z.string() })]).parse(rows);
  await withClient(postgres.url, async (client) => {
    await client.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
    await client.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", [name]);
  });
  await expect
    .poll(() => ask(deployment, "ready"))
    .toEqual({ code: 503, status: "not ready", obstacles: ["The database does not answer."] });
  expect(await ask(deployment, "health")).toMatchObject({ code: 200, status: "ok" });

  await withClient(postgres.url, (client) => client.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`));
  await expect
    .poll(async () => (await ask(deployment, "ready")).obstacles)
    .not.toContain("The database does not answer.");
});
