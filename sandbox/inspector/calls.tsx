import type { Region } from "../core/region";
import type { RecordedRequest } from "../traffic/recorder";
import { CallRow } from "./call-row";
import { CATEGORIES, type Category, describeStep } from "./steps";

/** `flow`: every call except those for pages and static files. */
export type Filter = Category | "flow" | "everything";

const FILTERS: Record<Filter, string> = { flow: "The flow", ...CATEGORIES, everything: "Everything" };

export function readFilter(text: string | undefined): Filter {
  return entriesOf(FILTERS).find(([filter]) => filter === text)?.[0] ?? "flow";
}

const entriesOf = <K extends string, V>(record: Record<K, V>) => {
  const entries: [K, V][] = [];
  for (const key in record) entries.push([key, record[key]]);
  return entries;
};

/** Older calls are only available through the control API. */
const SHOWN = 300;
/** How many calls to search for the previous one, to show the time that has passed since. */
const LOOK_BACK = 20;
const PAUSE_MS = 60_000;

interface CallsProps {
  region: Region;
  filter: Filter;
  since: number;
}

/** The calls after `since`, with a line where more than a minute passed between two of them. */
export function Calls({ region, filter, since }: CallsProps) {
  const { lastSeq } = region.traffic;
  // `since` is from before a reset: the list starts again.
  const isRestart = since > lastSeq;
  const after = isRestart ? 0 : since;
  const from = Math.max(after - LOOK_BACK, lastSeq - 2 * SHOWN);
  const visible = region.traffic.since(from).filter((request) => isVisible(request, filter));
  const fresh = visible.filter(({ seq }) => seq > after).slice(-SHOWN);
  let previous = visible.findLast(({ seq }) => seq <= after);
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

function isVisible(request: RecordedRequest, filter: Filter): boolean {
  if (filter === "everything") return true;
  const { category } = describeStep(request);
  return filter === "flow" ? category !== "pages" : category === filter;
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
