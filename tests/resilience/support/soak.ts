import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Handled, Nginx } from "../../support/nginx";
import type { OwnPostgres } from "../../support/postgres-server";
import type { Deployment } from "./deployment";
import { PATHS } from "./paths";
import type { Page, Person } from "./person";
import { connectedPerson, expireToken, open } from "./story";

/** Enough that someone is free for each click. */
const PEOPLE_PER_CLICK_A_SECOND = 4;
const ARRIVING_AT_ONCE = 8;

export interface SoakOptions {
  readonly seconds: number;
  readonly clicksPerSecond: number;
  /** How often a process is killed and restarted with the other build. */
  readonly killEverySeconds: number;
  /** How often all access tokens expire and the database is restarted. */
  readonly restartEverySeconds: number;
}

interface Click {
  readonly milliseconds: number;
  /** Where it led, if not into the project. */
  readonly failure?: string;
}

export interface Kill {
  readonly port: number;
  readonly at: number;
  readonly goneAt: number;
}

interface Visitor {
  readonly person: Person;
  readonly page: Page;
}

/** What has happened, without a verdict. */
export interface SoakResult {
  readonly people: readonly Person[];
  readonly clicks: readonly Click[];
  /** Clicks that no one was free for. */
  readonly missed: number;
  readonly kills: readonly Kill[];
  readonly databaseRestarts: number;
  readonly handled: readonly Handled[];
  readonly seconds: number;
  /** Calls that PostHog received meanwhile. */
  readonly refreshes: number;
  readonly links: number;
  /** How many people could not open a link at the end. */
  readonly lost: number;
}

/**
 * Has people click at a steady rate while process after process is killed and started again with the other build, and
 * the database is restarted while they refresh.
 */
export async function soak(
  deployment: Deployment,
  { nginx, postgres }: { nginx: Nginx; postgres: OwnPostgres },
  { seconds, clicksPerSecond, killEverySeconds, restartEverySeconds }: SoakOptions,
): Promise<SoakResult> {
  const { sandbox } = deployment;
  const visitors = await arrive(deployment, clicksPerSecond * PEOPLE_PER_CLICK_A_SECOND);
  const calls = async (path: string) => {
    const schema = z.object({ count: z.number() });
    return (await sandbox.control("GET", `requests?count=1&method=POST&path=${path}`, { schema })).count;
  };
  const before = { links: await calls(PATHS.deepLinks), refreshes: await calls(PATHS.token) };
  const beganAt = Date.now();
  const endsAt = beganAt + seconds * 1000;
  const clicking: Clicking = { underWay: new Set() };
  const [{ clicks, missed }, kills, databaseRestarts] = await Promise.all([
    clickAway(visitors, clicksPerSecond, { endsAt, clicking }),
    killInTurn(deployment, killEverySeconds * 1000, endsAt),
    restartDatabase(restartEverySeconds * 1000, endsAt),
  ]);
  return {
    people: visitors.map(({ person }) => person),
    clicks,
    missed,
    kills,
    databaseRestarts,
    handled: nginx.handled().filter((request) => request.endedAt >= beganAt),
    seconds: (Date.now() - beganAt) / 1000,
    refreshes: (await calls(PATHS.token)) - before.refreshes,
    links: (await calls(PATHS.deepLinks)) - before.links,
    lost: await countLost(visitors),
  };

  async function restartDatabase(everyMs: number, endsAt: number): Promise<number> {
    let count = 0;
    for (let due = Date.now() + everyMs; due < endsAt; due += everyMs) {
      await sleep(Math.max(0, due - Date.now()));
      // Waits for clicks under way: the hour would also pass for a link that is not opened yet.
      clicking.pause = Promise.all(clicking.underWay).then(() => expireToken(sandbox));
      await clicking.pause;
      await postgres.restart();
      count += 1;
    }
    return count;
  }
}

async function arrive(deployment: Deployment, count: number): Promise<Visitor[]> {
  // For the first visitor, PostHog fetches the app's document.
  const visitors: Visitor[] = [await connectedPerson(deployment, "soak-0@example.org")];
  while (visitors.length < count) {
    const first = visitors.length;
    const group = Array.from({ length: Math.min(ARRIVING_AT_ONCE, count - first) }, (_, n) =>
      connectedPerson(deployment, `soak-${first + n}@example.org`),
    );
    visitors.push(...(await Promise.all(group)));
  }
  return visitors;
}

/** State that the clicking and the database restarts share. */
interface Clicking {
  readonly underWay: Set<Promise<void>>;
  /** No click begins before this settles. */
  pause?: Promise<void>;
}

/** Clicks at a fixed rate, whether or not earlier clicks have been answered. No one has two clicks under way. */
async function clickAway(
  visitors: readonly Visitor[],
  perSecond: number,
  { endsAt, clicking }: { endsAt: number; clicking: Clicking },
) {
  const clicks: Click[] = [];
  const idle = [...visitors];
  const { underWay } = clicking;
  let missed = 0;
  for (let due = Date.now(); due < endsAt; due += 1000 / perSecond) {
    await sleep(Math.max(0, due - Date.now()));
    await clicking.pause;
    const visitor = idle.shift();
    if (!visitor) {
      missed += 1;
      continue;
    }
    const click = clickOnce(visitor).then((outcome) => {
      clicks.push(outcome);
      idle.push(visitor);
      underWay.delete(click);
    });
    underWay.add(click);
  }
  await Promise.all(underWay);
  return { clicks, missed };
}

async function clickOnce({ person, page }: Visitor): Promise<Click> {
  const beganAt = performance.now();
  const landing = await open(person, page).catch(String);
  const milliseconds = performance.now() - beganAt;
  if (typeof landing === "string") return { milliseconds, failure: landing };
  if (/\/project\/\d+$/.test(landing.url)) return { milliseconds };
  return { milliseconds, failure: `${landing.status} ${landing.url} ${landing.text.slice(0, 1500)}` };
}

async function killInTurn({ processes }: Deployment, everyMs: number, endsAt: number): Promise<Kill[]> {
  const kills: Kill[] = [];
  for (let due = Date.now() + everyMs; due < endsAt; due += everyMs) {
    await sleep(Math.max(0, due - Date.now()));
    const process = processes[kills.length % processes.length];
    if (!process) break;
    const at = Date.now();
    await process.kill();
    kills.push({ port: process.port, at, goneAt: Date.now() });
    await process.restart();
  }
  return kills;
}

async function countLost(visitors: readonly Visitor[]): Promise<number> {
  let lost = 0;
  for (const { person } of visitors) {
    const page = await person.visit("/connection");
    const isConnected = page.text.includes("Connected to PostHog");
    const { failure } = isConnected ? await clickOnce({ person, page }) : { failure: page.text };
    if (failure) lost += 1;
  }
  return lost;
}
