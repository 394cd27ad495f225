import { setTimeout as sleep } from "node:timers/promises";
import { posthogMessages } from "../../lib/connection/posthog-messages";
import { withClient } from "../support/postgres";
import type { Deployment } from "./support/deployment";
import { expect, test } from "./support/fixtures";
import { PATHS } from "./support/paths";
import { type Page, Person } from "./support/person";
import { connectedPerson, expireToken, faultsMet, open, signIn, verifyEmail } from "./support/story";

const PEOPLE = 20;
const DATABASE_AWAY_MS = 3_000;
const IN_PROJECT = /\/project\/\d+$/;

type Someone = Awaited<ReturnType<typeof connectedPerson>>;

test("a database that is restarted while twenty people refresh loses none of them", async ({
  deploy,
  watch,
  postgres,
}, { testId }) => {
  const deployment = await deploy("PostgreSQL", { processes: 2 });
  const { sandbox } = deployment;
  const people = await connectPeople(deployment, PEOPLE, testId);
  for (const { person } of people) watch(person);
  await expireToken(sandbox);
  await sandbox.plantFault({
    method: "POST",
    path: PATHS.token,
    kind: "delay",
    delay_ms: 1_500,
    times: PEOPLE,
  });
  const clicks = people.map(({ person, page }) => open(person, page));
  await faultsMet(sandbox);
  await restartDatabase(postgres.url, deployment);
  for (const landing of await Promise.all(clicks)) expect(landing.text).not.toContain("permission again");
  await expectAllOpen(people);
});

for (const seconds of [9.5, 30]) {
  test(`a PostHog that takes ${seconds} s to refresh loses no one, and says so after nine`, async ({
    deploy,
    watch,
  }, { testId }) => {
    const deployment = await deploy("PostgreSQL", { processes: 2 });
    const { sandbox } = deployment;
    const people = await connectPeople(deployment, PEOPLE, testId);
    for (const { person } of people) watch(person);
    await expireToken(sandbox);
    await sandbox.plantFault({
      method: "POST",
      path: PATHS.token,
      kind: "delay",
      delay_ms: seconds * 1000,
      times: PEOPLE,
    });
    const before = await sandbox.lastRequest();
    const clicks = await Promise.all(people.map(({ person, page }) => open(person, page)));
    for (const landing of clicks) expect(landing.text).toContain(posthogMessages.timeout.title);
    await expectAllOpen(people);
    const refreshes = await sandbox.requestsSince(before, PATHS.token);
    expect(refreshes.map(({ status }) => status)).toEqual(Array(PEOPLE).fill(200));
  });
}

test("a PostHog that takes long to exchange a code connects someone new all the same", async ({
  deploy,
  watch,
}, { testId }) => {
  const deployment = await deploy("PostgreSQL");
  const { sandbox, appUrl } = deployment;
  await connectedPerson(deployment, `first-${testId.slice(-8)}@example.org`);
  const person = new Person(appUrl, `slow-${testId.slice(-8)}@example.org`);
  watch(person);
  const page = await signIn(person);
  await sandbox.plantFault({ method: "POST", path: PATHS.token, kind: "delay", delay_ms: 14_000 });
  const answer = await person.submit(page, { button: "Connect PostHog" });
  expect(answer.text).toContain("we are still connecting you");
  const visit = () => person.visit("/connection");
  await expect.poll(async () => (await visit()).text, { timeout: 30_000 }).toContain("Connected to PostHog");
  await verifyEmail(sandbox, person.email);
  expect((await open(person, await visit())).url).toMatch(IN_PROJECT);
});

test("a process that receives SIGTERM saves the tokens that are on their way, also when the tab is closed", async ({
  deploy,
  watch,
}, { testId }) => {
  const deployment = await deploy("PostgreSQL");
  const { sandbox, processes } = deployment;
  const { person, page } = await connectedPerson(deployment, `${testId.slice(-8)}@example.org`);
  watch(person);
  await expireToken(sandbox);
  await sandbox.plantFault({ method: "POST", path: PATHS.token, kind: "delay", delay_ms: 4_000 });
  const tab = new AbortController();
  const closed = person.submit(page, { button: "Open in PostHog", signal: tab.signal }).catch(() => null);
  await faultsMet(sandbox);
  tab.abort();
  expect(await closed).toBeNull();
  await processes[0]?.roll({}, async () => {});
  expect((await open(person, await person.visit("/connection"))).url).toMatch(IN_PROJECT);
});

/** Connects people one after the other, as PostHog's and the app's limits require. */
async function connectPeople(deployment: Deployment, count: number, testId: string): Promise<Someone[]> {
  const people: Someone[] = [];
  for (let number = 0; number < count; number += 1) {
    people.push(await connectedPerson(deployment, `${number}-${testId.slice(-8)}@example.org`));
  }
  return people;
}

/** Everyone opens PostHog, immediately or once work under way has ended; no one is asked to connect again. */
async function expectAllOpen(people: readonly Someone[]): Promise<void> {
  await Promise.all(
    people.map(async ({ person }) => {
      await expect(async () => {
        const landing: Page = await open(person, await person.visit("/connection"));
        expect(landing.text).not.toContain("permission again");
        expect(landing.url).toMatch(IN_PROJECT);
      }).toPass({ timeout: 90_000, intervals: [500] });
    }),
  );
}

/** Ends every connection to the app's database, and allows no new one for a while. */
async function restartDatabase(serverUrl: string, { env }: Deployment): Promise<void> {
  const name = new URL(env.DATABASE_URL ?? "").pathname.slice(1);
  await withClient(serverUrl, async (client) => {
    await client.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
    await client.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", [name]);
    await sleep(DATABASE_AWAY_MS);
    await client.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
  });
}
