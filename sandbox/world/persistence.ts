import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Region } from "../core/region";
import { PROFILES, type Profile } from "../core/settings";
import { storeSchema } from "../store/store";

const DEBOUNCE_MS = 200;

const settingsSchema = z.object({
  workflowEngine: z.enum(["up", "down"]),
  throttle: z.boolean(),
  documentedStatusCodes: z.boolean(),
  callerCaps: z.object({ address: z.number(), emailRoot: z.number(), emailDomain: z.number() }),
});

const fileSchema = z.object({
  profile: z.enum(PROFILES),
  strict: z.boolean(),
  clock: z.object({ offset: z.number(), frozenAt: z.number().nullable() }),
  /** Files of earlier versions do not have it. */
  settings: settingsSchema.optional(),
  store: storeSchema,
});

export interface Persistence {
  schedule(): void;
  flush(): void;
}

const pathOf = (folder: string, region: Region) => join(folder, `${region.name.toLowerCase()}.json`);

/** Settings from the environment. They take precedence over the saved state. */
export interface Given {
  profile?: Profile | undefined;
  strict?: boolean | undefined;
}

/**
 * Loads the state of the last run and returns a sentence for each saved setting that is overridden. State of
 * another profile is not loaded: its clients and tokens were created under other rules. Throws on an unreadable
 * file, because starting empty would overwrite it.
 */
export function restore(folder: string, regions: Region[], given: Given): string[] {
  const saved = regions.flatMap((region) => {
    const file = readState(pathOf(folder, region));
    return file ? [{ region, ...file }] : [];
  });
  const other = saved.find(({ profile }) => given.profile !== undefined && profile !== given.profile);
  if (other) {
    const { profile } = other;
    return [
      `The saved state is of profile ${profile}, and SANDBOX_PROFILE is ${given.profile}: the sandbox starts with new data.`,
    ];
  }
  for (const { region, store, profile, strict, clock, settings } of saved) {
    region.store = store;
    region.settings.reset(profile, given.strict ?? strict);
    if (settings) region.settings.restore(settings);
    region.clock.restore(clock);
  }
  const isOverruled = saved.some(({ strict }) => given.strict !== undefined && strict !== given.strict);
  if (!isOverruled) return [];
  return [`SANDBOX_STRICT turns strict mode ${given.strict ? "on" : "off"}, unlike in the saved state.`];
}

/** Writes each region to its file shortly after a change. Writes are atomic. */
export function persist(folder: string, regions: Region[]): Persistence {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    try {
      for (const region of regions) write(pathOf(folder, region), region);
    } catch (error) {
      // Do not stop a running demonstration because the disk is full: the state is still in memory.
      console.error(`The sandbox could not save its state to ${folder}: ${explain(error)}`);
    }
  };
  return {
    flush,
    schedule: () => {
      timer ??= setTimeout(flush, DEBOUNCE_MS);
    },
  };
}

function write(path: string, region: Region): void {
  const { clock, settings, store } = region;
  const { profile, strict } = settings;
  const file = { profile, strict, clock: clock.snapshot(), settings: settings.snapshot(), store };
  const text = JSON.stringify(file, (_key, value) =>
    value instanceof Map ? Object.fromEntries(value) : value,
  );
  // Write to a second file and rename it: a crash while writing must not damage the old file.
  writeFileSync(`${path}.tmp`, text, { mode: 0o600 });
  renameSync(`${path}.tmp`, path);
}

function readState(path: string): z.output<typeof fileSchema> | undefined {
  const text = readIfThere(path);
  return text === undefined ? undefined : parse(path, text);
}

function parse(path: string, text: string): z.output<typeof fileSchema> {
  try {
    return fileSchema.parse(JSON.parse(text));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : explain(error);
    throw new Error(
      `${path} is not a valid state file. Move it away to start with an empty state.\n${reason}`,
    );
  }
}

const explain = (error: unknown) => (error instanceof Error ? error.message : String(error));

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
