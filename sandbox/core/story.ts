import { z } from "zod";
import type { Exchange, RecordedRequest } from "../traffic/recorder";
import type { Region } from "./region";

function toPattern(source: string, context: z.RefinementCtx): RegExp {
  try {
    return new RegExp(source);
  } catch {
    context.addIssue("Expected a regular expression.");
    return z.NEVER;
  }
}

/** What completes a step: the next call that matches, or the story's next event. */
const cue = z.union([
  z.literal("event"),
  z.strictObject({
    method: z.string(),
    /** A regular expression for the path. */
    path: z.string().transform(toPattern),
    /** The call was refused or got no response. */
    refused: z.boolean().default(false),
  }),
]);

/** A demonstration of an app: who acts, and what happens in which order. */
export const storySchema = z.strictObject({
  id: z.string().min(1),
  name: z.string().min(1),
  email: z.string().min(1),
  app_name: z.string().min(1),
  app_url: z.url({ protocol: /^https?$/ }),
  /** Further callers whose calls belong to the story: e-mail addresses and client ids. */
  callers: z.array(z.string()).default([]),
  steps: z.array(z.strictObject({ text: z.string().min(1), cue })).min(1),
});

/** Something that the story made happen between two calls. */
interface StoryEvent {
  at: number;
  text: string;
}

type Story = z.output<typeof storySchema> & { events: StoryEvent[] };

/** Holds the running story. Only one story runs at a time, in both regions. */
export interface Stage {
  story: Story | undefined;
}

type StoryEntry =
  | { kind: "call"; at: number; request: RecordedRequest }
  | { kind: "event"; at: number; event: StoryEvent };

export interface ShownPage {
  method: string;
  path: string;
}

export interface StoryProgress {
  story: Story;
  /** The calls of the story's callers in this region and the story's events, oldest first. */
  entries: StoryEntry[];
  /** How many steps are complete. They complete in order. */
  done: number;
}

const ASSET = /^\/(?:static\/|favicon)/;

/**
 * The progress of the story in this region.
 * @param shown The page being rendered for the story's user. It counts although it is not recorded yet.
 */
export function readProgress(region: Region, shown?: ShownPage): StoryProgress | undefined {
  const { story } = region.stage;
  if (!story) return undefined;
  const callers = [story.email, ...story.callers];
  const isOfStory = ({ caller, path }: Exchange) =>
    caller !== undefined && callers.includes(caller) && !ASSET.test(path);
  const calls = region.traffic.since(0, isOfStory).map((request) => ({
    kind: "call" as const,
    at: Date.parse(request.at),
    request,
  }));
  const events = story.events.map((event) => ({ kind: "event" as const, at: event.at, event }));
  const entries = [...calls, ...events].sort((a, b) => a.at - b.at);
  let done = 0;
  const cueOfNext = () => story.steps[done]?.cue;
  for (const entry of entries) if (completes(entry, cueOfNext())) done += 1;
  if (shown && isAnswered(shown, cueOfNext())) done += 1;
  return { story, entries, done };
}

type Cue = Story["steps"][number]["cue"] | undefined;

function completes(entry: StoryEntry, cue: Cue): boolean {
  if (entry.kind === "event") return cue === "event";
  const { status, fault } = entry.request;
  return isAnswered(entry.request, cue, status === 0 || status >= 400 || fault === "drop_response");
}

function isAnswered({ method, path }: ShownPage, cue: Cue, isRefused = false): boolean {
  if (cue === undefined || cue === "event") return false;
  return method === cue.method && cue.path.test(path) && isRefused === cue.refused;
}
