import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "@playwright/test";
import type { Deployment } from "./deployment";
import type { Page, Person } from "./person";
import { connectedPerson, open } from "./story";

const GROUPS = 2;
const GROUP_SIZE = 10;
/** Minimum time between two clicks of a group, whose people take turns. */
const PACE_MS = 120;

/**
 * The click led into the project, or PostHog left its link unused: all these people share one address, and today's
 * server opens at most ten links per address in five minutes.
 */
const LANDED = /\/project\/\d+ |\/agentic\/login\?token=\S+ [\s\S]*Your link still works/;

export interface Crowd {
  /** Waits for the clicks that are under way. */
  settle(): Promise<unknown>;
  /** Does something while no one clicks. */
  between(work: () => Promise<void>): Promise<void>;
  /** Waits until everyone has clicked a few more times. */
  goOn(): Promise<void>;
  /** Ends the clicking, and returns where the clicks have led. */
  disperse(): Promise<{ landings: number; failures: string[] }>;
}

/** People who open their project over and over, while newcomers connect one after the other. */
export async function gatherCrowd(deployment: Deployment, watch: (person: Person) => void): Promise<Crowd> {
  const outcomes: string[] = [];
  const underWay = new Map<string, Promise<void>>();
  const clicks = new Map<string, number>();
  let isOver = false;
  let pause = Promise.resolve();
  let newcomers = 0;

  async function arrive(): Promise<{ person: Person; page: Page }> {
    newcomers += 1;
    const arrived = await connectedPerson(deployment, `newcomer-${newcomers}@example.org`);
    watch(arrived.person);
    return arrived;
  }

  async function clickOn(group: string, click: (round: number) => Promise<Page>): Promise<void> {
    for (let round = 0; !isOver; round += 1) {
      const outcome = click(round).then(({ url, text }) => `${url} ${text.slice(0, 300)}`, String);
      const ended = outcome.then((where) => void outcomes.push(where));
      underWay.set(group, ended);
      await ended;
      clicks.set(group, round + 1);
      await pause;
    }
  }

  async function startGroup(name: string): Promise<() => Promise<void>> {
    const people: { person: Person; page: Page }[] = [];
    while (people.length < GROUP_SIZE) people.push(await arrive());
    return () =>
      clickOn(name, async (round) => {
        const { person, page } = people[round % GROUP_SIZE] ?? (await arrive());
        const [landing] = await Promise.all([open(person, page), sleep(PACE_MS)]);
        return landing;
      });
  }

  const groups = await Promise.all(Array.from({ length: GROUPS }, (_, n) => startGroup(`group ${n}`)));
  const all = [
    ...groups.map((start) => start()),
    clickOn("newcomers", async () => {
      const { person, page } = await arrive();
      return open(person, page);
    }),
  ];
  const settle = () => Promise.all(underWay.values());

  return {
    settle,
    async between(work) {
      let goOn = () => {};
      pause = new Promise((resolve) => {
        goOn = resolve;
      });
      await settle();
      await work();
      goOn();
    },
    async goOn() {
      const before = new Map(clicks);
      const least = () => Math.min(...[...clicks].map(([group, count]) => count - (before.get(group) ?? 0)));
      await expect.poll(least, { intervals: [50], timeout: 60_000 }).toBeGreaterThan(2);
    },
    async disperse() {
      isOver = true;
      await Promise.all(all);
      const failures = outcomes.filter((outcome) => !LANDED.test(outcome));
      return { landings: outcomes.length - failures.length, failures };
    },
  };
}
