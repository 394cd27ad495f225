import type { Region } from "../core/region";
import type { RecordedRequest } from "../traffic/recorder";
import { CallRow } from "./call-row";
import { CHAPTERS, type Chapter, describeStep } from "./steps";

/** `story`: everything but the pages and pictures around it. */
export type Filter = Chapter | "story" | "everything";

const FILTERS: Record<Filter, string> = { story: "The story", ...CHAPTERS, everything: "Everything" };

export function readFilter(text: string | undefined): Filter {
  return entriesOf(FILTERS).find(([filter]) => filter === text)?.[0] ?? "story";
}

const entriesOf = <K extends string, V>(record: Record<K, V>) => {
  const entries: [K, V][] = [];
  for (const key in record) entries.push([key, record[key]]);
  return entries;
};

/** More than anybody reads; older calls are still in the control API. */
const SHOWN = 300;
/** How far to look for the call before, to tell how much time has passed since. */
const LOOKED_BACK = 20;
const PAUSE_MS = 60_000;

interface CallsProps {
  region: Region;
  filter: Filter;
  since: number;
}

/** The calls after a given one, with a line wherever time passed between two of them. */
export function Calls({ region, filter, since }: CallsProps) {
  const { lastSeq } = region.traffic;
  // A number from before a reset: the story starts anew.
  const isRestart = since > lastSeq;
  const after = isRestart ? 0 : since;
  const from = Math.max(after - LOOKED_BACK, lastSeq - 2 * SHOWN);
  const told = region.traffic.since(from).filter((request) => isTold(request, filter));
  const fresh = told.filter(({ seq }) => seq > after).slice(-SHOWN);
  let previous = told.findLast(({ seq }) => seq <= after);
  return (
    <ol class="calls" data-calls data-last-seq={String(lastSeq)} data-restart={isRestart ? "" : undefined}>
      {fresh.map((request) => {
        const gap = previous ? Date.parse(request.at) - Date.parse(previous.at) : 0;
        previous = request;
        return (
          <>
            {gap > PAUSE_MS ? <li class="gap">{describeGap(gap)} later</li> : null}
            <CallRow region={region} request={request} />
          </>
        );
      })}
    </ol>
  );
}

function isTold(request: RecordedRequest, filter: Filter): boolean {
  if (filter === "everything") return true;
  const { chapter } = describeStep(request);
  return filter === "story" ? chapter !== "pages" : chapter === filter;
}

const UNITS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

function describeGap(milliseconds: number): string {
  const [unit, length] = UNITS.find(([, length]) => milliseconds >= length) ?? UNITS[2];
  const count = Math.round(milliseconds / length);
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

export function FilterNav({ filter }: { filter: Filter }) {
  return (
    <nav class="filters" aria-label="Show">
      {entriesOf(FILTERS).map(([key, name]) => (
        <a href={`/_sandbox?show=${key}`} aria-current={key === filter ? "true" : undefined}>
          {name}
        </a>
      ))}
    </nav>
  );
}
