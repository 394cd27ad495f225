import type { Region } from "../core/region";
import type { CapturedEvent } from "../store/browser";
import type { Project } from "../store/people";

/** A ring per project: a busy page must neither fill the memory nor push out another project's events. */
const KEPT = 1000;

/** What a project captured lately, the newest first. */
export function recentEvents(region: Region, projectId: number): CapturedEvent[] {
  return region.store.events.filter((event) => event.projectId === projectId).reverse();
}

export function keepEvents(region: Region, project: Project, events: CapturedEvent[]): void {
  const { store } = region;
  const known = new Set(store.events.filter((e) => e.projectId === project.id).map(identify));
  // An SDK that saw no answer sends the same events once more, and PostHog counts them once.
  const fresh = events.filter((event) => !known.has(identify(event)));
  store.events.push(...fresh);
  let surplus = known.size + fresh.length - KEPT;
  if (surplus <= 0) return;
  store.events = store.events.filter((event) => event.projectId !== project.id || surplus-- <= 0);
}

const identify = ({ uuid, event, distinctId }: CapturedEvent) => `${uuid} ${event} ${distinctId}`;
