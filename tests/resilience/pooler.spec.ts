import { provideProgram } from "../support/local-server";
import { startPgbouncer } from "../support/postgres-front";
import { expect, test } from "./support/fixtures";
import { PATHS } from "./support/paths";
import { connectedPerson, expireToken, open } from "./support/story";

const CLICKS = 50;

test("fifty clicks at once through PgBouncer in transaction mode refresh once, and all of them land", async ({
  deploy,
  watch,
}) => {
  const program = provideProgram("pgbouncer");
  test.skip(!program, "PgBouncer is not here: install Debian's package pgbouncer");
  if (!program) return;
  const front = (databaseUrl: string) => startPgbouncer(program, databaseUrl);
  const deployment = await deploy("PostgreSQL", { processes: 3, front });
  const { sandbox } = deployment;
  const { person, page } = await connectedPerson(deployment, "pooled@example.org");
  watch(person);
  await expireToken(sandbox);
  const before = await sandbox.lastRequest();
  const landings = await Promise.all(Array.from({ length: CLICKS }, () => open(person.otherDevice(), page)));
  for (const { url, text } of landings) expect(url, text).toMatch(/\/project\/\d+$/);
  const refreshes = await sandbox.requestsSince(before, PATHS.token);
  expect(refreshes.map(({ status }) => status)).toEqual([200]);
});
