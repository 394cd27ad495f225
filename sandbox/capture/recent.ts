import type { Region } from "../core/region";
import type { CapturedEvent } from "../store/browser";
import type { Project } from "../store/people";

/** The limit is per project, so that one project's events do not displace another's. */
const MAX_KEPT = 1000;

/** A project's most recent events, newest first. */
export function recentEvents(region: Region, projectId: number): CapturedEvent[] {
  return region.store.events.filter((event) => event.projectId === projectId).reverse();
}

export function storeEvents(region: Region, project: Project, events: CapturedEvent[]): void {
  const { store } = region;
  const known = new Set(store.events.filter((e) => e.projectId === project.id).map(identify));
  // Deduplicate, as PostHog does: an SDK that got no response sends the same events again.
  const fresh = events.filter((event) => !known.has(identify(event)));
  store.events.push(...fresh);
  let surplus = known.size + fresh.length - MAX_KEPT;
  if (surplus <= 0) return;
  store.events = store.events.filter((event) => event.projectId !== project.id || surplus-- <= 0);
}

const identify = ({ uuid, event, distinctId }: CapturedEvent) => `${uuid} ${event} ${distinctId}`;
