import { recentEvents } from "../capture/recent";
import { EmptyState } from "./empty-state";
import type { ProjectVisit } from "./visit";

export function Insights({ visit }: { visit: ProjectVisit }) {
  const counts = countByName(visit);
  if (counts.length === 0) {
    return <EmptyState title="No insights yet">As soon as events arrive, they are counted here.</EmptyState>;
  }
  const most = counts[0]?.[1] ?? 1;
  return (
    <section class="card stack" aria-labelledby="insights">
      <h2 id="insights">Events by name</h2>
      <ul class="plain-list">
        {counts.map(([name, count]) => (
          <li class="stack-tight">
            <span class="row-between">
              <span class="breakable">{name}</span>
              <strong>{count}</strong>
            </span>
            <progress class="bar-chart" max={most} value={count} aria-label={name} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function countByName({ region, project }: ProjectVisit): [string, number][] {
  const counts = new Map<string, number>();
  for (const { event } of recentEvents(region, project.id)) counts.set(event, (counts.get(event) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).slice(0, 20);
}

export function Replay() {
  return (
    <EmptyState title="No recordings yet">
      PostHog shows visits here as they happened. The sandbox does not keep recordings, but links to this page
      lead here as they should.
    </EmptyState>
  );
}

/** A link may lead anywhere in PostHog. The sandbox has not everything, but it knows where you meant to go. */
export function Unbuilt({ name }: { name: string }) {
  return (
    <EmptyState
      title={name === "This page" ? "You are in the right project" : `This is where ${name} would be`}
    >
      The link worked: you are logged in, in the project it was made for. The sandbox has no such page of its
      own.
    </EmptyState>
  );
}
