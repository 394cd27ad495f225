import type { Store } from "../store/store";
import type { FaultList } from "../traffic/faults";
import type { Recorder } from "../traffic/recorder";
import type { Clock } from "./clock";
import type { Settings } from "./settings";
import type { Stage } from "./story";

/**
 * One PostHog region. Every handler gets it. Read `region.store` on each request and never keep a reference to it,
 * because a reset replaces the store. State that must end with a reset but is not saved to disk (caches, pending
 * fetches) belongs in a `WeakMap` keyed by the store.
 */
export interface Region {
  readonly name: RegionName;
  /** The base URL of this region, without a trailing slash. Responses contain it instead of PostHog's host. */
  readonly origin: string;
  /** The base URL of the other region. The regions share only the clock, the settings and the stage. */
  readonly otherOrigin: string;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly traffic: Recorder;
  readonly faults: FaultList;
  /** The running story. */
  readonly stage: Stage;
  store: Store;
  /** Schedules a save to disk. Call it after changing the store outside a request. */
  touch(): void;
}

export type RegionName = "US" | "EU";
