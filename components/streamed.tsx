import { cookies } from "next/headers";
import { type ReactNode, Suspense } from "react";
import { SCRIPTS_COOKIE } from "@/lib/platform/page-marks";

/** Query parameter for a page without streaming. */
const WHOLE = "whole";

/**
 * Whether a page must arrive as a whole, because only scripts move streamed content into place. A browser that has run
 * a script of ours says so in a cookie.
 */
export async function isWhole(searchParams: Promise<Readonly<Record<string, unknown>>>): Promise<boolean> {
  return WHOLE in (await searchParams) || !(await cookies()).has(SCRIPTS_COOKIE);
}

interface StreamedProps {
  /** From `isWhole`. */
  readonly whole: boolean;
  /** Shown until PostHog has answered. */
  readonly fallback: ReactNode;
  /** Waits for PostHog. */
  readonly children: ReactNode;
}

/** A part of a page that waits for PostHog; the rest of the page does not wait for it. */
export function Streamed({ whole, fallback, children }: StreamedProps) {
  return whole ? children : <Suspense fallback={fallback}>{children}</Suspense>;
}

/** Links a browser that no longer runs scripts to the same page as a whole. Each page that streams has one. */
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

/** Placeholder for one line until PostHog answers. */
export function AskingInLine() {
  return (
    <span className="inline-flex items-center gap-2 text-ink-soft">
      <span className="spinner" aria-hidden="true" />
      Asking PostHog
    </span>
  );
}

/** Placeholder for a part of a page until PostHog answers. The answer may be taller: keep controls above it. */
export function Asking({ children }: { children: ReactNode }) {
  return (
    <p role="status" className="card flex items-center gap-3 text-ink-soft">
      <span className="spinner" aria-hidden="true" />
      {children}
    </p>
  );
}
