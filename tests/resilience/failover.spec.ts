import { test } from "@playwright/test";
import { withClient } from "../support/postgres";
import { startHaproxy } from "../support/postgres-front";
import { startPair } from "../support/postgres-pair";
import { startDeployment } from "./support/deployment";
import { expect, inspectAndStop } from "./support/fixtures";
import type { Page, Person } from "./support/person";
import { requireProgram } from "./support/programs";
import { connectedPerson, expireToken, open } from "./support/story";

const PEOPLE = 12;
/** PostHog opens ten links per address in five minutes; two follow at the end. */
const MOST_LINKS = 8;
const AWAY = "Our database is not answering";

test("a standby is promoted while people click and refresh: the app goes on by itself, and no one is lost", async () => {
  const program = requireProgram("haproxy");
  const pair = await startPair();
  await withClient(pair.primary.url, (client) => client.query("CREATE ROLE haproxy LOGIN"));
  const haproxy = await startHaproxy(program, pair.ports);
  const postgresUrl = `postgresql://postgres@127.0.0.1:${haproxy.port}/postgres`;
  // HAProxy takes both servers for primaries until its checks say otherwise.
  await expect(async () => {
    for (const _ of pair.ports) expect(await isInRecovery(postgresUrl)).toBe(false);
  }).toPass({ timeout: 20_000 });
  const deployment = await startDeployment({ postgresUrl, processes: 2 });
  await expect
    .poll(async () => (await fetch(`${deployment.appUrl}/api/ready`)).status, { timeout: 20_000 })
    .toBe(200);
  const people: { person: Person; page: Page }[] = [];
  while (people.length < PEOPLE) {
    people.push(await connectedPerson(deployment, `failover-${people.length}@example.org`));
  }
  await expireToken(deployment.sandbox);
  let isOver = false;
  const failures: string[] = [];
  const clicks = people.map(async ({ person, page }) => {
    for (let links = 0; !isOver && links < MOST_LINKS; ) {
      const { url, text } = await open(person, page);
      if (isProject(url)) links += 1;
      if (!isProject(url) && !text.includes(AWAY)) failures.push(`${url} ${text.slice(0, 300)}`);
    }
  });
  await pair.failOver();
  await expect(async () => expectProject(await tryOnce(people[0]))).toPass({ timeout: 60_000 });
  isOver = true;
  await Promise.all(clicks);
  expect(failures).toEqual([]);
  for (const visitor of people) expectProject(await tryOnce(visitor));
  await inspectAndStop(
    deployment,
    people.map(({ person }) => person),
  );
  await haproxy.stop();
  await pair.stop();
});

const isInRecovery = (url: string): Promise<unknown> =>
  withClient(url, async (client) => (await client.query("SELECT pg_is_in_recovery() AS it")).rows[0].it);

const isProject = (url: string): boolean => /\/project\/\d+$/.test(url);

function expectProject(page: Page | undefined): void {
  expect(page?.url, page?.text).toMatch(/\/project\/\d+$/);
}

const tryOnce = async (visitor: { person: Person; page: Page } | undefined) =>
  visitor && open(visitor.person, visitor.page);
