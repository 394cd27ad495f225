import { type ReactNode, Suspense } from "react";

/** In the query of a page's address: nothing of it is streamed. */
const WHOLE = "whole";

/** Whether a page is asked for as a whole. */
export const isWhole = async (searchParams: Promise<Readonly<Record<string, unknown>>>): Promise<boolean> =>
  WHOLE in (await searchParams);

interface StreamedProps {
  /** From `isWhole`. */
  readonly whole: boolean;
  /** What stands there until the answer has come. */
  readonly fallback: ReactNode;
  /** It says nothing outside of its place: without JavaScript it is left out. */
  readonly inPlace?: boolean;
  /** Waits for PostHog. */
  readonly children: ReactNode;
}

/**
 * A part of a page that waits for PostHog; the rest of the page does not. Without JavaScript it stands below the rest,
 * by public/no-script.css.
 */
export function Streamed({ whole, fallback, inPlace = false, children }: StreamedProps) {
  if (whole) return children;
  return (
    <Suspense fallback={fallback}>
      {inPlace ? <span className="in-place">{children}</span> : children}
    </Suspense>
  );
}

/** Leads a browser without JavaScript to the same page with everything in its place. Once on each page that streams. */
export function WholePageLink({ whole }: { whole: boolean }) {
  return whole ? null : (
    <noscript>
      <p className="callout bg-accent-soft text-accent">
        Your browser runs no JavaScript here, so what PostHog answers stands at the end of this page.{" "}
        <a href={`?${WHOLE}`}>Show it in its place</a>.
      </p>
    </noscript>
  );
}

/** Stands where PostHog’s answer will. */
export function Asking({ children }: { children: ReactNode }) {
  return (
    <p role="status" className="asking card flex items-center gap-3 text-ink-soft">
      <span className="spinner" aria-hidden="true" />
      {children}
    </p>
  );
}
