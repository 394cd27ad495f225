import type { Route } from "next";
import type { ReactNode } from "react";
import { Icon } from "./icon";
import { Link } from "./link";
import { State, type StateName } from "./state";

/** What is found about one thing, in words that fit one line of a small phone. */
export interface SummaryFinding {
  readonly state: StateName;
  readonly words: string;
}

/** One row: what it is about, and where to look after it. */
export interface SummarySubject {
  readonly label: string;
  /** A part of the page, or another page. */
  readonly href: Route | `#${string}`;
}

/** The states of several things, one row each. */
export function Summary({ children }: { children: ReactNode }) {
  return <ul className="divide-y divide-line">{children}</ul>;
}

/** A row for a `SummaryState`, as tall with a placeholder. */
export function SummaryRow({ label, children }: { label: string; children: ReactNode }) {
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-4 py-2.5 @lg:grid-cols-[9rem_minmax(0,1fr)_auto]">
      <span className="col-span-2 text-ink-soft @lg:col-span-1">{label}</span>
      {children}
    </li>
  );
}

export function SummaryState({ label, href, state, words }: SummarySubject & SummaryFinding) {
  return (
    <>
      <State is={state}>{words}</State>
      <Link href={href} className="inline-flex items-center gap-1.5 text-sm">
        {state === "warn" || state === "bad" ? "Fix" : "See"}
        <span className="sr-only">{label}</span>
        <Icon name="arrow" look="size-4" />
      </Link>
    </>
  );
}
