import { EmptyState } from "./empty-state";

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
