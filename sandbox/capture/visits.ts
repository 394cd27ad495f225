import { randomUUID } from "node:crypto";
import type { Region } from "../core/region";
import type { Project } from "../store/people";
import { storeEvents } from "./recent";

const DAY = 24 * 3_600_000;
const VISITORS = 23;

/**
 * Gives a project page views from before.
 * @param perDay How many on each of the last days, today last.
 */
export function addVisits(region: Region, project: Project, perDay: number[]): void {
  const now = region.clock.now();
  const times = perDay.flatMap((count, day) => {
    const end = now - (perDay.length - 1 - day) * DAY;
    return Array.from({ length: count }, (_, n) => end - ((count - n - 0.5) * DAY) / count);
  });
  storeEvents(
    region,
    project,
    times.map((at, n) => ({
      projectId: project.id,
      uuid: randomUUID(),
      event: "$pageview",
      distinctId: `visitor-${(n * 7) % VISITORS}`,
      properties: {},
      timestamp: new Date(at).toISOString(),
      receivedAt: Math.round(at),
    })),
  );
}
