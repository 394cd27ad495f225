import { recentEvents } from "../capture/recent";
import type { CapturedEvent } from "../store/browser";
import { describeDuration } from "./duration";
import { EventPlot } from "./event-plot";
import { countOverTime, nameOfPeriod, suitablePeriod } from "./event-series";
import { FirstEvent } from "./first-event";
import { Moment } from "./moment";
import type { ProjectVisit } from "./visit";

const SHOWN = 10;

export function ProjectHome({ visit }: { visit: ProjectVisit }) {
  const events = recentEvents(visit.region, visit.project.id);
  const token = <ProjectToken visit={visit} />;
  if (events.length === 0) {
    return (
      <>
        <FirstEvent visit={visit} title="No events yet" />
        {token}
      </>
    );
  }
  return (
    <>
      <Overview visit={visit} events={events} />
      {token}
      <section class="stack-tight" aria-labelledby="events">
        <div class="row-between">
          <h2 id="events">Latest events</h2>
          <span class="soft">{describeCount(events.length)}</span>
        </div>
        <Events events={events.slice(0, SHOWN)} />
      </section>
    </>
  );
}

/** The key figures and the plot. */
function Overview({ visit, events }: { visit: ProjectVisit; events: CapturedEvent[] }) {
  const now = visit.region.clock.now();
  const period = suitablePeriod(events, now);
  const series = countOverTime(events, period, now);
  const lastAt = events[0]?.receivedAt ?? now;
  const people = new Set(events.map(({ distinctId }) => distinctId)).size;
  return (
    <section class="card stack" aria-labelledby="overview">
      <div class="row-between">
        <h2 id="overview">{nameOfPeriod(period)}</h2>
        <a href={`/project/${visit.project.id}/insights`}>Open insights</a>
      </div>
      <dl class="figures">
        <div>
          <dt>Events</dt>
          <dd>{series.total}</dd>
        </div>
        <div>
          <dt>Persons</dt>
          <dd>{people}</dd>
        </div>
        <div>
          <dt>Last event</dt>
          <dd>{now - lastAt < 1000 ? "just now" : `${describeDuration(now - lastAt)} ago`}</dd>
        </div>
      </dl>
      <EventPlot series={series} />
    </section>
  );
}

function ProjectToken({ visit }: { visit: ProjectVisit }) {
  return (
    <section class="card stack-tight" aria-labelledby="token">
      <h2 id="token">Project token</h2>
      <p class="soft">
        SDKs send events to this project with it. It is public, so a web page may contain it.
      </p>
      <code class="token">{visit.project.apiToken}</code>
    </section>
  );
}

function Events({ events }: { events: CapturedEvent[] }) {
  return (
    <section class="table-frame" aria-label="Table of the latest events" tabindex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Event</th>
            <th scope="col">Person</th>
            <th scope="col" class="on-wide">
              Library
            </th>
            <th scope="col">Received</th>
          </tr>
        </thead>
        <tbody>
          {events.map((event) => (
            <tr>
              <td>
                <strong class="breakable">{event.event}</strong>
              </td>
              <td class="breakable">{event.distinctId}</td>
              <td class="on-wide">{describeLibrary(event)}</td>
              <td>
                <Moment at={event.receivedAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function describeLibrary({ properties }: CapturedEvent): string {
  const { $lib: name, $lib_version: version } = properties;
  return [name, version].filter((part) => typeof part === "string").join(" ") || "unknown";
}

const describeCount = (count: number) =>
  count > SHOWN ? `the last ${SHOWN} of ${count}` : `${count} ${count === 1 ? "event" : "events"}`;
