import { cookies } from "next/headers";
import { type ReactNode, Suspense } from "react";
import { SCRIPTS_COOKIE } from "@/lib/platform/page-marks";

/** In the query of a page's address: nothing of it is streamed. */
const WHOLE = "whole";

/**
 * Whether a page has to arrive as a whole: only scripts move what is streamed to its place. A browser that has run a
 * script of ours says so in a cookie.
 */
export async function isWhole(searchParams: Promise<Readonly<Record<string, unknown>>>): Promise<boolean> {
  return WHOLE in (await searchParams) || !(await cookies()).has(SCRIPTS_COOKIE);
}

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

/** Leads a browser that runs scripts no more to the same page as a whole. Once on each page that streams. */
export function WholePageLink({ whole }: { whole: boolean }) {
  return whole ? null : (
    <noscript>
      <p className="callout bg-accent-soft text-accent">
        Your browser runs no JavaScript here.{" "}
        <a href={`?${WHOLE}`}>Show this page with everything that PostHog answers</a>.
      </p>
    </noscript>
  );
}

/** Stands where PostHog’s answer will. */
export function Asking({ children }: { children: ReactNode }) {
  return (
    <p role="status" className="card flex items-center gap-3 text-ink-soft">
      <span className="spinner" aria-hidden="true" />
      {children}
    </p>
  );
}
