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
      PostHog shows session recordings here. The sandbox accepts recordings but does not store them.
    </EmptyState>
  );
}

/** Shown for the pages of PostHog that the sandbox does not have: a deep link may lead to any of them. */
export function MissingPage({ name }: { name: string }) {
  return (
    <EmptyState
      title={name === "This page" ? "The sandbox does not have this page" : `The sandbox has no ${name} page`}
    >
      The link worked: you are logged in, and this is the right project. PostHog would show the page here.
    </EmptyState>
  );
}
