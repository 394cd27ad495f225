import { expect, test } from "@playwright/test";
import fc from "fast-check";
import { provideDatabase } from "../unit/support/database";
import { commands } from "./support/model/commands";
import { examine } from "./support/model/invariants";
import { ModelPostHog } from "./support/model/posthog";
import { World } from "./support/model/world";

/** How many histories to run. A failure prints the seed and path; MODEL_SEED and MODEL_PATH reproduce it. */
const RUNS = Number(process.env.MODEL_RUNS ?? 24);
const SEED = Number(process.env.MODEL_SEED ?? Date.now());
/** Most of a history is waiting, so several run at once. */
const AT_ONCE = 12;

const posthog = new ModelPostHog();

// Before the database, because the app reads PostHog's URLs only once.
test.beforeAll(async () => {
  const { US, EU } = await posthog.origins();
  process.env.POSTHOG_US_URL = US;
  process.env.POSTHOG_EU_URL = EU;
});

provideDatabase();

test("whatever happens in whatever order, no connection is lost and no grant lives on unknown", async () => {
  test.setTimeout(60_000 + RUNS * 10_000);
  let lost = 0;
  const history = fc.asyncProperty(commands, async (list) => {
    const world = await World.create(posthog);
    await fc.asyncModelRun(() => ({ model: {}, real: world }), list);
    const findings = await examine(world);
    lost += findings.lost;
    expect(findings.violations).toEqual([]);
  });
  const groups = Math.min(AT_ONCE, RUNS);
  await Promise.all(
    Array.from({ length: groups }, (_, group) =>
      fc.assert(history, {
        numRuns: Math.ceil(RUNS / groups),
        seed: SEED + group,
        endOnFailure: true,
        ...(process.env.MODEL_PATH ? { path: process.env.MODEL_PATH } : {}),
      }),
    ),
  );
  process.stdout.write(`${RUNS} histories, ${lost} grants lost with an answer or a process (seed ${SEED})\n`);
});
