import { recentEvents } from "../capture/recent";
import type { CapturedEvent } from "../store/browser";
import { EmptyState } from "./empty-state";
import { Moment } from "./moment";
import type { ProjectVisit } from "./visit";

const SHOWN = 25;

export function ProjectHome({ visit }: { visit: ProjectVisit }) {
  const events = recentEvents(visit.region, visit.project.id);
  return (
    <>
      <section class="card stack-tight" aria-labelledby="token">
        <h2 id="token">Project token</h2>
        <p class="soft">
          SDKs send events to this project with it. It is public, so a web page may contain it.
        </p>
        <code class="token">{visit.project.apiToken}</code>
      </section>
      <section class="stack-tight" aria-labelledby="events">
        <div class="row-between">
          <h2 id="events">Latest events</h2>
          {events.length > 0 ? <span class="soft">{describeCount(events.length)}</span> : null}
        </div>
        {events.length === 0 ? (
          <EmptyState title="No events yet">
            Send the first one with posthog-js or posthog-node: use the token above, and {visit.region.origin}{" "}
            as the host. Then reload this page.
          </EmptyState>
        ) : (
          <Events events={events.slice(0, SHOWN)} />
        )}
      </section>
    </>
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
            <th scope="col">Library</th>
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
              <td>{describeLibrary(event)}</td>
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
