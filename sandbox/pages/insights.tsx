import { recentEvents } from "../capture/recent";
import type { CapturedEvent } from "../store/browser";
import { EventPlot } from "./event-plot";
import { countOverTime, nameOfPeriod, PERIOD_IDS, suitablePeriod } from "./event-series";
import { FirstEvent } from "./first-event";
import type { ProjectVisit } from "./visit";

interface InsightsProps {
  visit: ProjectVisit;
  /** From the query: the period, and the event to which the plot is limited. */
  period?: string | undefined;
  event?: string | undefined;
}

/** Events over time and by name. */
export function Insights({ visit, period, event }: InsightsProps) {
  const { region, project } = visit;
  const events = recentEvents(region, project.id);
  if (events.length === 0) return <FirstEvent visit={visit} title="No insights yet" />;
  const now = region.clock.now();
  const counts = countByName(events);
  // Show only a name that exists: the query is untrusted.
  const only = counts.find(([name]) => name === event)?.[0];
  const chosen = PERIOD_IDS.find((id) => id === period) ?? suitablePeriod(events, now);
  const shown = events.filter((captured) => only === undefined || captured.event === only);
  const series = countOverTime(shown, chosen, now);
  return (
    <>
      <section class="card stack" aria-labelledby="over-time">
        <div class="row-between">
          <h2 id="over-time" class="breakable">
            {only === undefined ? "Events over time" : `${only} over time`}
          </h2>
          <nav class="filters" aria-label="Period">
            {PERIOD_IDS.map((id) => (
              <a href={linkTo(id, only)} aria-current={id === chosen ? "true" : undefined}>
                {nameOfPeriod(id)}
              </a>
            ))}
          </nav>
        </div>
        <p class="figure">
          <strong>{series.total}</strong>{" "}
          <span class="soft">in the {nameOfPeriod(chosen).toLowerCase()}</span>
        </p>
        <EventPlot series={series} />
      </section>
      <section class="card stack" aria-labelledby="insights">
        <div class="row-between">
          <h2 id="insights">Events by name</h2>
          {only === undefined ? null : <a href={linkTo(chosen)}>Show all events</a>}
        </div>
        <ByName counts={counts} link={(name) => linkTo(chosen, name)} only={only} />
      </section>
    </>
  );
}

const linkTo = (period: string, event?: string) =>
  `?${new URLSearchParams({ period, ...(event === undefined ? {} : { event }) })}`;

interface ByNameProps {
  counts: [name: string, count: number][];
  link: (name: string) => string;
  only: string | undefined;
}

function ByName({ counts, link, only }: ByNameProps) {
  const most = counts[0]?.[1] ?? 1;
  return (
    <ul class="plain-list">
      {counts.map(([name, count]) => (
        <li class="stack-tight">
          <span class="row-between">
            <a class="breakable" href={link(name)} aria-current={name === only ? "true" : undefined}>
              {name}
            </a>
            <strong>{count}</strong>
          </span>
          <progress class="bar-chart" max={most} value={count} aria-label={name} />
        </li>
      ))}
    </ul>
  );
}

const LISTED = 20;

/** The most frequent first. */
function countByName(events: CapturedEvent[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const { event } of events) counts.set(event, (counts.get(event) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).slice(0, LISTED);
}
