import type { Store } from "../store/store";
import type { FaultList } from "../traffic/faults";
import type { Recorder } from "../traffic/recorder";
import type { Clock } from "./clock";
import type { Settings } from "./settings";

/**
 * One PostHog region: what every handler is given. Read `region.store` anew on each request and never keep a
 * reference to it, because a reset puts another store in its place. What must not outlive a reset and is not
 * worth keeping on disk (caches, fetches under way) belongs in a `WeakMap` keyed by the store.
 */
export interface Region {
  readonly name: RegionName;
  /** Where this region answers, without a trailing slash. Stands where PostHog has its public address. */
  readonly origin: string;
  /** The other region, known only by its address: the two share nothing but the clock and the settings. */
  readonly otherOrigin: string;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly traffic: Recorder;
  readonly faults: FaultList;
  store: Store;
  /** Says that the store changed outside a request, so that it is kept on disk. */
  touch(): void;
}

export type RegionName = "US" | "EU";
