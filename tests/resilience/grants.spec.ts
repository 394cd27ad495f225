import { randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import type { Deployment } from "./support/deployment";
import { expect, test } from "./support/fixtures";
import { findGrantDifferences, removalsDone } from "./support/live-grants";
import { PATHS } from "./support/paths";
import { type Page, Person } from "./support/person";
import { agree, connect, expireToken, open, signIn } from "./support/story";

const PEOPLE = 6;
const STEPS = 8;

interface Someone {
  readonly person: Person;
  /** The connection page as it was before anything was connected. */
  readonly stale: Page;
}

/** What people do, including on two devices at once and from outdated pages. */
const THINGS_TO_DO: readonly ((someone: Someone) => Promise<unknown>)[] = [
  ({ person }) => connect(person),
  (someone) => connectFromStalePage(someone, "US"),
  (someone) => connectFromStalePage(someone, "EU"),
  async ({ person }) => open(person, await person.visit("/connection")),
  async ({ person }) => person.submit(await person.visit("/connection/disconnect"), { button: "Disconnect" }),
  async ({ person }) => {
    const asked = await person.visit("/connection/delete-account");
    await person.submit(asked, { button: "Delete my account" });
    await signIn(person);
  },
];

async function connectFromStalePage({ person, stale }: Someone, region: string): Promise<Page> {
  return agree(person, await person.submit(stale, { button: "Connect PostHog", fields: { region } }));
}

/** Takes the steps in order. A page may lack its button, if another device has done something meanwhile. */
async function walk(someone: Someone, steps: typeof THINGS_TO_DO): Promise<void> {
  for (const step of steps) await step(someone).catch(() => {});
}

async function plantFaults({ sandbox }: Deployment): Promise<void> {
  for (const region of ["us", "eu"] as const) {
    for (const fault of [
      { path: PATHS.revocation, kind: "reset", times: 4 },
      { path: PATHS.revocation, kind: "drop_response", times: 4 },
      { path: PATHS.oneResource, kind: "status", status: 503, times: 4 },
      { path: PATHS.token, kind: "delay", delay_ms: 700, times: 6 },
    ]) {
      await sandbox.plantFault({ method: "POST", ...fault }, region);
    }
  }
}

test("whatever people do at once, PostHog has the grants of the connections here, and no others", async ({
  deploy,
  watch,
}) => {
  test.setTimeout(600_000);
  const seed = Number(process.env.SEED ?? randomInt(2 ** 31));
  test.info().annotations.push({ type: "seed", description: String(seed) });
  const deployment = await deploy("PostgreSQL", { processes: 3 });
  const everyone: Someone[] = [];
  for (let n = 0; n < PEOPLE; n += 1) {
    const person = new Person(deployment.appUrl, `grants-${n}@example.org`);
    watch(person);
    everyone.push({ person, stale: await signIn(person) });
  }
  const steps = fc.array(fc.constantFrom(...THINGS_TO_DO), { minLength: STEPS, maxLength: STEPS });
  const walks = fc.sample(steps, { seed, numRuns: 2 * PEOPLE });
  await plantFaults(deployment);
  const devices = everyone.flatMap((someone) => [
    someone,
    { ...someone, person: someone.person.otherDevice() },
  ]);
  const walking = Promise.all(devices.map((device, n) => walk(device, walks[n] ?? [])));
  for (let hours = 0; hours < 3; hours += 1) {
    await Promise.race([walking, sleep(3_000)]);
    await expireToken(deployment.sandbox);
  }
  await walking;
  await deployment.sandbox.control("DELETE", "faults");
  await removalsDone(deployment);
  expect(await findGrantDifferences(deployment), `SEED=${seed}`).toEqual([]);
});
