import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Handled, Nginx } from "../../../scripts/support/nginx";
import type { Deployment } from "./deployment";
import { findViolations } from "./invariants";
import { PATHS } from "./paths";
import type { Page, Person } from "./person";
import { connectedPerson, expireToken, open } from "./story";

/** So many that somebody is free for each click, and that nobody meets the app's own limit of sixty a minute. */
const PEOPLE_PER_CLICK_A_SECOND = 4;
const ARRIVING_AT_ONCE = 8;

export interface Hardship {
  readonly seconds: number;
  readonly clicksPerSecond: number;
  /** A process is killed, and started again, each time so many seconds have passed. */
  readonly killEverySeconds: number;
}

/** One line of the result: what was looked at, what came out, and whether that is as it must be. */
export interface Finding {
  readonly what: string;
  readonly figure: string;
  readonly ok: boolean;
}

interface Click {
  readonly milliseconds: number;
  /** Where it led, when not into the project. */
  readonly failure?: string;
}

interface Kill {
  readonly port: number;
  readonly at: number;
  readonly goneAt: number;
}

interface Visitor {
  readonly person: Person;
  readonly page: Page;
}

/** Has people click at a steady rate while process after process is killed and started again. */
export async function soak(
  deployment: Deployment,
  nginx: Nginx,
  { seconds, clicksPerSecond, killEverySeconds }: Hardship,
): Promise<{ findings: Finding[]; people: Person[] }> {
  const { sandbox } = deployment;
  const visitors = await arrive(deployment, clicksPerSecond * PEOPLE_PER_CLICK_A_SECOND);
  const calls = async (path: string) => {
    const schema = z.object({ count: z.number() });
    return (await sandbox.control("GET", `requests?count=1&method=POST&path=${path}`, { schema })).count;
  };
  const [linksBefore, refreshesBefore] = [await calls(PATHS.deepLinks), await calls(PATHS.token)];
  const beganAt = Date.now();
  const endsAt = beganAt + seconds * 1000;
  const [{ clicks, missed }, kills] = await Promise.all([
    clickAway(visitors, clicksPerSecond, endsAt),
    killInTurn(deployment, killEverySeconds * 1000, endsAt),
    // All tokens end once, under load, in the middle between two kills.
    sleep((killEverySeconds * 1000) / 2).then(() => expireToken(sandbox)),
  ]);
  const tookSeconds = (Date.now() - beganAt) / 1000;
  const refreshes = (await calls(PATHS.token)) - refreshesBefore;
  // A token that has ended is refused once, and refreshed then.
  const links = (await calls(PATHS.deepLinks)) - linksBefore - refreshes;
  const handled = nginx.handled().filter((request) => request.endedAt >= beganAt);

  const failures = clicks.flatMap(({ failure }) => failure ?? []);
  const served = clicks.length - failures.length;
  const died = handled.filter((request) => kills.some((kill) => diedIn(kill, request))).length;
  const elsewhere = handled.filter(({ method, ports }) => method === "POST" && ports.length > 1).length;
  const latencies = clicks.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  const at = (share: number) =>
    `${Math.round(latencies[Math.floor((latencies.length - 1) * share)] ?? 0)} ms`;
  const lost = await findLost(visitors);
  const states = await deployment.withDatabase(async (session) => ({
    violations: await findViolations(session),
    inactive: (await session.query(`SELECT "id" FROM "Connection" WHERE "status" <> 'ACTIVE'`)).rows.length,
  }));

  const finding = (what: string, figure: string | number, ok: boolean) => ({
    what,
    figure: String(figure),
    ok,
  });
  const findings = [
    finding("clicks a second asked for", clicksPerSecond, missed === 0),
    finding(
      "clicks a second served",
      (served / tookSeconds).toFixed(1),
      served >= 0.95 * clicksPerSecond * seconds,
    ),
    finding("how long a click takes: median, 99 %, all", [at(0.5), at(0.99), at(1)].join(", "), true),
    finding("processes killed, and back again", kills.length, kills.length >= 2),
    finding("clicks that died with the process they were in", died, died <= kills.length * clicksPerSecond),
    finding("clicks that failed otherwise", describe(failures, died), failures.length === died),
    finding("clicks that found a process dead and went to another", elsewhere, true),
    finding("links made beyond those clicks", Math.max(0, links - served - died), links <= served + died),
    finding("tokens refreshed, one a person", refreshes, refreshes === visitors.length),
    finding("people who open nothing afterwards", lost, lost === 0),
    finding("connections that need reconnecting", states.inactive, states.inactive === 0),
    finding(
      "what is wrong in the database",
      states.violations.join("; ") || "nothing",
      states.violations.length === 0,
    ),
  ];
  return { findings, people: visitors.map(({ person }) => person) };
}

async function arrive(deployment: Deployment, count: number): Promise<Visitor[]> {
  const visitors: Visitor[] = [];
  // PostHog reads the app's document for the first one.
  visitors.push(await connectedPerson(deployment, "soak-0@example.org"));
  while (visitors.length < count) {
    const first = visitors.length;
    const group = Array.from({ length: Math.min(ARRIVING_AT_ONCE, count - first) }, (_, n) =>
      connectedPerson(deployment, `soak-${first + n}@example.org`),
    );
    visitors.push(...(await Promise.all(group)));
  }
  return visitors;
}

/** Clicks by the clock, whether or not the clicks before have been answered. Nobody clicks twice at once. */
async function clickAway(visitors: readonly Visitor[], perSecond: number, endsAt: number) {
  const clicks: Click[] = [];
  const idle = [...visitors];
  const underWay = new Set<Promise<void>>();
  let missed = 0;
  for (let due = Date.now(); due < endsAt; due += 1000 / perSecond) {
    await sleep(Math.max(0, due - Date.now()));
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
  return { milliseconds, failure: `${landing.status} ${landing.url} ${landing.text.slice(0, 200)}` };
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

/** Was this request in the process when that was killed, or sent to it before the system had closed its port? */
const diedIn = ({ port, at, goneAt }: Kill, { ports, status, beganAt, endedAt }: Handled): boolean =>
  status === 502 && ports.at(-1) === port && beganAt <= goneAt && endedAt >= at - 5;

const describe = (failures: readonly string[], died: number): string =>
  failures.length === died ? "0" : `${failures.length - died}, for instance: ${failures.at(-1)}`;

async function findLost(visitors: readonly Visitor[]): Promise<number> {
  let lost = 0;
  for (const { person } of visitors) {
    const page = await person.visit("/connection");
    const isConnected = page.text.includes("Connected to PostHog");
    const { failure } = isConnected ? await clickOnce({ person, page }) : { failure: page.text };
    if (failure) lost += 1;
  }
  return lost;
}
