import { Clock } from "../core/clock";
import type { Region, RegionName } from "../core/region";
import { type Profile, Settings } from "../core/settings";
import type { Stage } from "../core/story";
import { createStore } from "../store/store";
import { FaultList } from "../traffic/faults";
import { Recorder } from "../traffic/recorder";
import { type Given, type Persistence, persist, restore } from "./persistence";
import { seed } from "./seed";

/** The ranges differ, so that a project id shows which region it belongs to. */
const FIRST_PROJECT_ID = { US: 10_001, EU: 50_001 } as const;

const DEFAULT_PROFILE = "documented";

export interface WorldOptions extends Given {
  usOrigin: string;
  euOrigin: string;
  /** Where the state is saved between runs. Without it, the state is only in memory. */
  dataFolder?: string | undefined;
}

/** Both regions, and the clock, settings and stage they share. */
export class World {
  readonly clock = new Clock();
  readonly stage: Stage = { story: undefined };
  readonly settings: Settings;
  readonly us: Region;
  readonly eu: Region;
  readonly #persistence: Persistence | undefined;
  readonly #strictFromTheStart: boolean;
  /** Printed at startup: one sentence for each saved setting that an option overrides. */
  readonly notices: string[] = [];

  constructor(options: WorldOptions) {
    this.settings = new Settings(options.profile ?? DEFAULT_PROFILE, options.strict ?? false);
    this.us = this.#createRegion("US", options.usOrigin, options.euOrigin);
    this.eu = this.#createRegion("EU", options.euOrigin, options.usOrigin);
    for (const region of this.regions) seed(region);
    if (options.dataFolder) {
      this.notices = restore(options.dataFolder, this.regions, options);
      this.#persistence = persist(options.dataFolder, this.regions);
    }
    this.#strictFromTheStart = this.settings.strict;
  }

  get regions(): Region[] {
    return [this.us, this.eu];
  }

  /** Deletes all state, recreates the seed data, and sets the clock back to real time. */
  reset(profile: Profile = this.settings.profile, strict: boolean = this.#strictFromTheStart): void {
    this.clock.reset();
    this.stage.story = undefined;
    this.settings.reset(profile, strict);
    for (const region of this.regions) {
      region.store = createStore(FIRST_PROJECT_ID[region.name]);
      region.traffic.reset();
      region.faults.clear();
      seed(region);
      region.touch();
    }
  }

  /** Saves pending changes. */
  close(): void {
    this.#persistence?.flush();
  }

  #createRegion(name: RegionName, origin: string, otherOrigin: string): Region {
    return {
      name,
      origin,
      otherOrigin,
      clock: this.clock,
      settings: this.settings,
      traffic: new Recorder(),
      faults: new FaultList(),
      stage: this.stage,
      store: createStore(FIRST_PROJECT_ID[name]),
      touch: () => this.#persistence?.schedule(),
    };
  }
}
