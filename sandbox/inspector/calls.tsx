import type { Region } from "../core/region";
import { describeDuration } from "../pages/duration";
import type { RecordedRequest } from "../traffic/recorder";
import { CallRow } from "./call-row";
import { describeOutcome } from "./outcome";
import { CATEGORIES, type Category, describeStep, flowOf } from "./steps";

/** `flow`: every call except those for pages and static files. */
export type Filter = Category | "flow" | "problems" | "everything";

const FILTERS: Record<Filter, string> = {
  flow: "The flow",
  problems: "Problems",
  ...CATEGORIES,
  everything: "Everything",
};

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
/** How many earlier calls to search for the last visible one, to know whether a new call continues its flow. */
const LOOK_BACK = 20;
const PAUSE_MS = 60_000;

interface CallsProps {
  region: Region;
  filter: Filter;
  since: number;
}

/** The calls after `since`. A heading marks each new flow, and each pause of more than a minute. */
export function Calls({ region, filter, since }: CallsProps) {
  const { lastSeq } = region.traffic;
  // `since` predates a reset: the list starts over.
  const isRestart = since > lastSeq;
  const after = isRestart ? 0 : since;
  const from = Math.max(after - LOOK_BACK, lastSeq - 2 * SHOWN);
  const visible = region.traffic.since(from).filter((request) => isVisible(request, filter));
  const fresh = visible.filter(({ seq }) => seq > after).slice(-SHOWN);
  let previous = visible.findLast(({ seq }) => seq <= after);
  return (
    <ol class="calls" data-calls data-last-seq={String(lastSeq)} data-restart={isRestart ? "" : undefined}>
      {fresh.map((request) => {
        const heading = describeStart(request, previous);
        previous = request;
        return (
          <>
            {heading ? (
              <li class="flow">
                <h2>{heading}</h2>
              </li>
            ) : null}
            <CallRow region={region} request={request} />
          </>
        );
      })}
    </ol>
  );
}

function isVisible(request: RecordedRequest, filter: Filter): boolean {
  if (filter === "everything") return true;
  if (filter === "problems") return ["refused", "failed"].includes(describeOutcome(request).tone);
  const { category } = describeStep(request);
  return filter === "flow" ? category !== "pages" : category === filter;
}

/** The heading above a call that starts a group: `Connecting, 5 minutes later`. */
function describeStart(request: RecordedRequest, previous: RecordedRequest | undefined): string | undefined {
  const flow = flowOf(describeStep(request));
  if (!previous) return flow;
  const gap = Date.parse(request.at) - Date.parse(previous.at);
  if (gap > PAUSE_MS) return `${flow}, ${describeDuration(gap)} later`;
  return flow === flowOf(describeStep(previous)) ? undefined : flow;
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
