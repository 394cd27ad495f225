import { z } from "zod";
import { platformMessages } from "../../../lib/platform/messages";
import type { Handled } from "../../support/nginx";
import type { Deployment } from "./deployment";
import { findViolations } from "./invariants";
import { findGrantDifferences } from "./live-grants";
import type { Kill, SoakOptions, SoakResult } from "./soak";

/** One line of the result: what was measured, the figure and, if there is a requirement, whether it is met. */
export interface Finding {
  readonly what: string;
  readonly figure: string;
  readonly ok?: boolean;
}

/** Checks what must hold after a soak, and reports what it cost. */
export async function judge(
  deployment: Deployment,
  { clicksPerSecond, seconds }: SoakOptions,
  result: SoakResult,
): Promise<Finding[]> {
  const { clicks, kills, handled } = result;
  const failures = clicks.flatMap(({ failure }) => failure ?? []);
  const served = clicks.length - failures.length;
  const died = handled.filter((request) => kills.some((kill) => diedIn(kill, request))).length;
  const away = failures.filter((failure) => failure.includes(AWAY)).length;
  const unexplained = failures.length - died - away;
  const handedOn = handled.filter(({ method, ports }) => method === "POST" && ports.length > 1).length;
  // PostHog refuses an expired token once; a refresh and a second link call follow.
  const linksMade = result.links - result.refreshes;
  const { ended, violations } = await deployment.withDatabase(async (session) => ({
    ended: endedSchema.parse((await session.query(ENDED)).rows),
    violations: await findViolations(session),
  }));
  // The process was killed after PostHog had changed the tokens, and before they were saved.
  const cutOff = ended.filter(({ reason }) => reason === "renewal_lost").length;
  const grants = await findGrantDifferences(deployment);
  return [
    fact("clicks a second, asked for", clicksPerSecond),
    claim(
      "clicks a second, served",
      (served / result.seconds).toFixed(1),
      served >= 0.95 * clicksPerSecond * seconds,
    ),
    fact("clicks that no one was free for", result.missed),
    fact("how long a click takes: median, 99 %, longest", percentiles(result)),
    claim("processes killed, and back again with the other build", kills.length, kills.length >= 2),
    claim("restarts of the database", result.databaseRestarts, result.databaseRestarts >= 1),
    fact("clicks that were inside them", died),
    fact("clicks that found one dead, and were handed on", handedOn),
    claim("clicks that were told that the database was away", away, away === 0),
    claim("clicks that failed otherwise", unexplained, unexplained === 0),
    claim(
      "links made twice for one click",
      Math.max(0, linksMade - served - died),
      linksMade <= served + died,
    ),
    fact("tokens refreshed", result.refreshes),
    claim("connections lost by a kill between PostHog's answer and the save", cutOff, cutOff <= died),
    claim("connections lost otherwise", ended.length - cutOff, ended.length === cutOff),
    claim("people who open nothing afterwards, besides them", result.lost - cutOff, result.lost === cutOff),
    claim("grants on one side alone, besides theirs", grants.join("; ") || "none", grants.length <= cutOff),
    claim("what is wrong in the database", violations.join("; ") || "nothing", violations.length === 0),
    ...(unexplained === 0
      ? []
      : [fact("clicks that failed, those with other words last", inOrder(failures).slice(-5).join("\n"))]),
  ];
}

const AWAY = platformMessages.database_away.title;
const ENDED = `SELECT "reconnectReason" AS reason FROM "Connection" WHERE "status" <> 'ACTIVE'`;
const endedSchema = z.array(z.object({ reason: z.string().nullable() }));

/** Puts nginx's answers for a dying process first. */
const inOrder = (failures: readonly string[]): string[] =>
  failures.toSorted((one, other) => Number(!one.startsWith("502")) - Number(!other.startsWith("502")));

const fact = (what: string, figure: string | number): Finding => ({ what, figure: String(figure) });

const claim = (what: string, figure: string | number, ok: boolean): Finding => ({
  ...fact(what, figure),
  ok,
});

/** Whether the process had this request when it was killed, or got it before the system closed its port. */
const diedIn = ({ port, at, goneAt }: Kill, { ports, status, beganAt, endedAt }: Handled): boolean =>
  status === 502 && ports.at(-1) === port && beganAt <= goneAt && endedAt >= at - CLOCK_MS;

/** nginx logs whole milliseconds. */
const CLOCK_MS = 2;

function percentiles({ clicks }: SoakResult): string {
  const sorted = clicks.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0);
  return `${at(0.5)} ms, ${at(0.99)} ms, ${at(1)} ms`;
}
