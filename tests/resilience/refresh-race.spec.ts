import { posthogMessages } from "../../lib/connection/posthog-messages";
import type { Deployment } from "./support/deployment";
import { expect, test } from "./support/fixtures";
import { findGrantDifferences } from "./support/live-grants";
import { PATHS } from "./support/paths";
import type { Page, Person } from "./support/person";
import { connectedPerson, expireToken, faultsMet, open } from "./support/story";

const CLICKS = 50;

test.describe("an expired token under fifty simultaneous clicks is refreshed once, and all of them land", () => {
  for (const [engine, processes] of [
    ["PGlite", 1],
    ["PostgreSQL", 1],
    ["PostgreSQL", 3],
  ] as const) {
    test(`on ${engine}, ${processes === 1 ? "in one process" : "over three processes"}`, async ({
      deploy,
      watch,
    }, { testId }) => {
      const deployment = await deploy(engine, { processes });
      const { sandbox } = deployment;
      const { person, page } = await connectedPerson(deployment, `${testId.slice(-8)}@example.org`);
      watch(person);
      await expireToken(sandbox);
      const before = await sandbox.lastRequest();
      const landings = await Promise.all(
        Array.from({ length: CLICKS }, () => open(person.otherDevice(), page)),
      );
      expectLandings(landings, sandbox.origins.us);
      expect(await refreshesSince(deployment, before)).toEqual([200]);
    });
  }

  test("also where the app foresees the end of the token", async ({ deploy, watch }, { testId }) => {
    const deployment = await deploy("PostgreSQL", { processes: 3 });
    const { sandbox } = deployment;
    const { person, page } = await connectedPerson(deployment, `${testId.slice(-8)}@example.org`);
    watch(person);
    await deployment.withDatabase((session) =>
      session.query(`UPDATE "Connection" SET "accessTokenExpiresAt" = now() + interval '1 minute'`),
    );
    const before = await sandbox.lastRequest();
    const landings = await Promise.all(
      Array.from({ length: CLICKS }, () => open(person.otherDevice(), page)),
    );
    expectLandings(landings, sandbox.origins.us);
    expect(await refreshesSince(deployment, before)).toEqual([200]);
  });
});

test.describe("when the process that refreshes is killed", () => {
  test("before PostHog has acted, another takes over after the lease, once, and everyone lands", async ({
    deploy,
    watch,
  }, { testId }) => {
    const deployment = await deploy("PostgreSQL", { processes: 3 });
    const { sandbox } = deployment;
    const { person, page } = await connectedPerson(deployment, `${testId.slice(-8)}@example.org`);
    watch(person);
    await expireToken(sandbox);
    const before = await sandbox.lastRequest();
    const { killedAt, landings } = await killHolderUnderClicks(deployment, person, page, "hang");
    expectLandings(await landings, sandbox.origins.us);
    const [hung, taken, ...more] = await refreshesSince(deployment, before);
    expect([hung, taken, more]).toEqual([0, 200, []]);
    expect(Date.now() - killedAt, "the lease of a dead holder is waited for").toBeGreaterThan(5_000);
  });

  test("after PostHog has acted, no one asks with the spent token twice, and one click restores it", async ({
    deploy,
    watch,
  }, { testId }) => {
    const deployment = await deploy("PostgreSQL", { processes: 3 });
    const { sandbox } = deployment;
    const { person, page } = await connectedPerson(deployment, `${testId.slice(-8)}@example.org`);
    watch(person);
    await expireToken(sandbox);
    const before = await sandbox.lastRequest();
    const { landings } = await killHolderUnderClicks(deployment, person, page, "delay");
    for (const landing of await landings)
      expect(landing.text).toContain("PostHog needs your permission again");
    expect((await refreshesSince(deployment, before)).filter((status) => status === 400)).toHaveLength(1);
    // The answer was lost with the process: PostHog has a grant that the app does not know.
    expect(await findGrantDifferences(deployment)).toEqual([`unknown here: ${person.email} us`]);
    const reconnect = await person.visit("/connection");
    expect(reconnect.text).toContain(posthogMessages.renewal_lost.body);
    expect(reconnect.text).toContain("Connect PostHog again");
  });
});

/** Has the first process take the lease, the others wait for it, and the first one die. */
async function killHolderUnderClicks(
  { sandbox, processes }: Deployment,
  person: Person,
  page: Page,
  kind: "hang" | "delay",
): Promise<{ killedAt: number; landings: Promise<Page[]> }> {
  await sandbox.plantFault({ method: "POST", path: PATHS.token, kind, delay_ms: 60_000, times: 1 });
  const [holder] = processes;
  if (!holder) throw new Error("no process");
  // The holder's own click fails with it.
  const lost = open(person.at(holder.port), page).catch(() => null);
  await faultsMet(sandbox);
  const others = processes.filter((process) => process !== holder);
  const landings = Promise.all(
    Array.from({ length: CLICKS - 1 }, (_, n) =>
      open(person.at(others[n % others.length]?.port ?? 0).otherDevice(), page),
    ),
  );
  await holder.kill();
  await lost;
  return { killedAt: Date.now(), landings };
}

function expectLandings(pages: readonly Page[], origin: string): void {
  for (const page of pages) {
    expect(page.text).not.toContain("Try again");
    expect(page.url, page.text).toMatch(new RegExp(`^${origin}/project/\\d+$`));
    expect(page.status).toBe(200);
  }
}

/** The statuses of all refreshes that reached PostHog; 0 for one it never answered. */
async function refreshesSince({ sandbox }: Deployment, since: number): Promise<number[]> {
  const requests = await sandbox.requestsSince(since, PATHS.token);
  return requests.map(({ status }) => status ?? 0);
}
