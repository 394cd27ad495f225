import { type ReactNode, Suspense } from "react";

/** In the query of a page's address: nothing of it is streamed. */
const WHOLE = "whole";

/** Whether a page is to arrive as a whole: what is streamed stays hidden in a browser without JavaScript. */
export const isWhole = async (searchParams: Promise<Readonly<Record<string, unknown>>>): Promise<boolean> =>
  WHOLE in (await searchParams);

interface StreamedProps {
  /** From `isWhole`. */
  readonly whole: boolean;
  /** What stands there until the answer has come. */
  readonly fallback: ReactNode;
  /** Waits for PostHog. */
  readonly children: ReactNode;
}

/** A part of a page that waits for PostHog: the rest of the page does not wait for it. */
export function Streamed({ whole, fallback, children }: StreamedProps) {
  return whole ? children : <Suspense fallback={fallback}>{children}</Suspense>;
}

/** Leads a browser without JavaScript to the same page as a whole. Once on each page that streams. */
export function WholePageLink({ whole }: { whole: boolean }) {
  return whole ? null : (
    <noscript>
      <p className="callout mb-group bg-accent-soft text-accent">
        Your browser runs no JavaScript here.{" "}
        <a href={`?${WHOLE}`}>Show this page with everything that PostHog answers</a>.
      </p>
    </noscript>
  );
}

/** Stands where PostHog’s answer will. */
export function Waiting({ children }: { children: ReactNode }) {
  return (
    <p role="status" className="flex items-center gap-2 text-ink-soft">
      <span className="spinner" aria-hidden="true" />
      {children}
    </p>
  );
}
