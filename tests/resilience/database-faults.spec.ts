import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { OPERATOR } from "../e2e/support/operator";
import { type FaultyDatabase, putBefore } from "../support/faulty-database";
import { DATABASE_FAULTS, type DatabaseFault } from "./support/database-faults";
import { FLOWS, type Flow } from "./support/database-flows";
import { type Deployment, startDeployment } from "./support/deployment";
import { defects, expect, inspectAndStop } from "./support/fixtures";
import { findViolations } from "./support/invariants";
import { type Page, Person } from "./support/person";
import { test as withPostgres } from "./support/postgres";
import { connect, open, signIn, verifyEmail } from "./support/story";

/** FAULTS=all tries every cell, and cuts every statement; otherwise a diagonal that covers every row and column. */
const all = process.env.FAULTS === "all";
const SHORT_ROUNDS = 3;
const TITLE = `Every flow under every failure of the database${all ? "" : " (a diagonal; npm run test:faults has all)"}`;
const AWAY = "Our database is not answering";
/** Messages that would wrongly blame PostHog. */
const BLAME = /PostHog (could not be reached|took too long|is not answering)/;
const PATIENCE_SECONDS = 20;

interface World {
  readonly deployment: Deployment;
  readonly front: FaultyDatabase;
  readonly directUrl: string;
  readonly people: Person[];
}

const test = withPostgres.extend<object, { world: World }>({
  world: [
    async ({ postgres }, use) => {
      let stage: Omit<World, "deployment" | "people"> | undefined;
      const deployment = await startDeployment({
        postgresUrl: postgres.url,
        env: { OPERATORS: OPERATOR },
        async front(directUrl) {
          const front = await putBefore(directUrl);
          stage = { front, directUrl };
          return front;
        },
      });
      if (!stage) throw new Error("nothing is in front of the database");
      const people: Person[] = [];
      await use({ ...stage, deployment, people });
      await inspectAndStop(deployment, people);
    },
    { scope: "worker", timeout: 240_000 },
  ],
});

FLOWS.forEach((flow, column) => {
  DATABASE_FAULTS.forEach((fault, row) => {
    if (!all && row !== column % DATABASE_FAULTS.length && row - FLOWS.length !== column) return;
    const annotation = { type: "cell", description: JSON.stringify([TITLE, flow.name, fault.name]) };
    test(`${flow.name}, ${fault.name}`, { annotation }, async ({ world }) => {
      const most = fault.perStatement ? (all ? Number.POSITIVE_INFINITY : SHORT_ROUNDS) : 1;
      for (let round = 1; round <= most; round += 1) {
        const befell = await test.step(`round ${round}`, () => suffer(world, flow, fault, round));
        if (!befell) break;
      }
    });
  });
});

test("a session outlives a database that is away, also where it is asked for", async ({ world }) => {
  const { deployment, front } = world;
  const person = new Person(deployment.appUrl, `${randomUUID().slice(0, 8)}@example.org`);
  await signIn(person);
  await front.refuse();
  expect((await person.visit("/api/auth/session")).text).toContain(AWAY);
  await front.pass();
  await expectReady(deployment);
  expect((await person.visit("/connection")).text).toContain("Connect PostHog");
});

test("an operator's action says that the database is away", async ({ world }) => {
  test.skip(!existsSync("app/partner"), "The operators' page can be deleted.");
  const { deployment, front } = world;
  const person = new Person(deployment.appUrl, OPERATOR);
  await signIn(person);
  const page = await person.visit("/partner");
  await front.refuse();
  const answer = await person.submit(page, { button: "Register in US" });
  await front.pass();
  await expectReady(deployment);
  expect(answer.text).toContain(AWAY);
  expect(defects(deployment.output())).toEqual([]);
});

/** One person meets the fault, and tries again when it is over. */
async function suffer(world: World, flow: Flow, fault: DatabaseFault, round: number): Promise<boolean> {
  const { deployment } = world;
  const { person, page } = await flow.approach(deployment, `${randomUUID().slice(0, 8)}@example.org`);
  world.people.push(person);
  const end = await fault.begin(world, round);
  const answer = await person.submit(page, { button: flow.button, fields: flow.fields?.(person) ?? {} });
  const befell = await end();
  expectWords(answer, flow, fault);
  expect(answer.slowest, answer.text).toBeLessThan(PATIENCE_SECONDS);
  await expectReady(deployment);
  if (fault.isHarmless && !flow.isDone(answer)) await expectConnected(person);
  await expectSuccess(deployment, person, flow);
  await expect.poll(() => deployment.withDatabase(findViolations)).toEqual([]);
  expect(defects(deployment.output())).toEqual([]);
  return befell;
}

function expectWords(page: Page, flow: Flow, fault: DatabaseFault): void {
  expect(page.status, page.text).toBe(200);
  expect(page.text).not.toMatch(BLAME);
  const isAway = page.text.includes(AWAY) && !fault.isHarmless;
  const isLater = fault.isHarmless !== "at once" && flow.says?.test(page.text);
  expect(flow.isDone(page) || isAway || isLater === true, `${page.url}\n${page.text}`).toBe(true);
}

/** Work that takes longer than anyone waits is finished without another press. */
async function expectConnected(person: Person): Promise<void> {
  const read = async () => (await person.visit("/connection")).text;
  await expect.poll(read, { timeout: PATIENCE_SECONDS * 1000 }).toContain("Connected to PostHog");
}

/** Waits until the process reports ready, as a balancer does before it sends people back. */
async function expectReady({ appUrl }: Deployment): Promise<void> {
  await expect.poll(async () => (await fetch(`${appUrl}/api/ready`)).status, { timeout: 20_000 }).toBe(200);
}

/** The second attempt works, and no one has lost a connection that they did not end themselves. */
async function expectSuccess({ sandbox }: Deployment, person: Person, flow: Flow): Promise<void> {
  const page = await person.visit("/connection");
  if (page.url.includes("/sign-in")) await signIn(person);
  if (["refresh", "open", "rotate"].includes(flow.name)) {
    expect(page.text).toMatch(/Connected to PostHog|We still have to fetch your project/);
  }
  // If a removal's claim was cut off, connecting waits for the removal, and the page says so.
  await connect(person);
  await expectConnected(person);
  await verifyEmail(sandbox, person.email);
  expect((await open(person, await person.visit("/connection"))).url).toMatch(/\/project\/\d+$/);
}
