import { randomUUID } from "node:crypto";
import { EXCHANGE_TIMEOUT_MS } from "../../lib/posthog/tokens";
import { type Deployment, type Profile, startDeployment } from "./support/deployment";
import { FAULT_KINDS, type FaultKind, WORDS } from "./support/fault-kinds";
import { defects, expect, inspectAndStop } from "./support/fixtures";
import { findViolations } from "./support/invariants";
import type { Page, Person } from "./support/person";
import { test as withPostgres } from "./support/postgres";
import { connect, open, verifyEmail } from "./support/story";
import { UPSTREAM_CALLS, type UpstreamCall } from "./support/upstream-calls";

/** FAULTS=all tries every cell; otherwise one fault of each class, on the documented profile. */
const all = process.env.FAULTS === "all";
const profiles: readonly Profile[] = all ? ["documented", "current"] : ["documented"];
const kinds = FAULT_KINDS.filter(({ short }) => all || short);

interface World {
  readonly deployment: Deployment;
  /** Everyone who has met a fault here. */
  readonly people: Person[];
}

const test = withPostgres.extend<object, { worldOf: (profile: Profile) => Promise<World> }>({
  // One app per profile serves all cells of a worker.
  worldOf: [
    async ({ postgres }, use) => {
      const worlds = new Map<Profile, World>();
      await use(async (profile) => {
        const known = worlds.get(profile);
        if (known) return known;
        const env = { POSTHOG_TIMEOUT_MS: "1500" };
        const deployment = await startDeployment({ postgresUrl: postgres.url, profile, env });
        const world = { deployment, people: [] };
        worlds.set(profile, world);
        return world;
      });
      for (const { deployment, people } of worlds.values()) await inspectAndStop(deployment, people);
    },
    { scope: "worker", timeout: 240_000 },
  ],
});

for (const profile of profiles) {
  const title = `Every upstream call under every fault, profile ${profile}`;
  test.describe(`profile ${profile}`, () => {
    for (const call of UPSTREAM_CALLS.filter((each) => !each.profile || each.profile === profile)) {
      for (const kind of kinds) {
        const annotation = { type: "cell", description: JSON.stringify([title, call.name, kind.name]) };
        test(`${call.name}, ${kind.name}`, { annotation }, async ({ worldOf }) => {
          const { deployment, people } = await worldOf(profile);
          const { sandbox } = deployment;
          // A failed cell must not make the next one fail.
          await sandbox.control("DELETE", "faults");
          // PostHog opens at most ten links per address in five minutes.
          await sandbox.advanceClock(300);
          const { person, page } = await call.approach(deployment, `${randomUUID().slice(0, 8)}@example.org`);
          people.push(person);
          await sandbox.control("POST", "faults", {
            body: { method: "POST", path: call.path, ...kind.fault, times: null },
          });
          const failed = await person.submit(page, { button: call.button });
          expectWords(failed, call, kind);
          // An exchange without an answer continues for a minute after the person was told.
          const violations = () => deployment.withDatabase(findViolations);
          await expect.poll(violations, { timeout: EXCHANGE_TIMEOUT_MS + 10_000 }).toEqual([]);

          await sandbox.control("DELETE", "faults");
          await expectSuccess(deployment, person);
          expect(await violations()).toEqual([]);
          expect(defects(deployment.output())).toEqual([]);
        });
      }
    }
  });
}

function expectWords(page: Page, call: UpstreamCall, kind: FaultKind): void {
  expect(page.status).toBe(200);
  const shown = call.shows ?? call.showsAt?.[kind.name];
  if (shown) {
    expect(page.text).toContain(shown);
    return;
  }
  const codes = call.says?.[kind.name] ?? kind.codes;
  const titles = codes.map((code) => WORDS[code].title);
  expect(
    titles.some((title) => page.text.includes(title)),
    `${page.text}\n\nshould say one of: ${titles.join(" | ")}`,
  ).toBe(true);
  if (codes.includes("rate_limited") && kind.fault.headers) expect(page.text).toMatch(/again in \d+ seconds/);
}

/** Tries again as a person would, until the app calls a region again that it has spared for a while. */
async function expectSuccess({ sandbox }: Deployment, person: Person): Promise<void> {
  await expect(async () => {
    const page = await connect(person);
    expect(page.text).toContain("Connected to PostHog");
    await verifyEmail(sandbox, person.email);
    expect((await open(person, page)).url).toMatch(/\/project\/\d+$/);
  }).toPass({ timeout: 60_000, intervals: [100, 500, 1000, 2000] });
}
