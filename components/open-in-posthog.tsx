"use client";

import { type ReactNode, useActionState } from "react";
import { openInPostHog } from "@/app/connection/actions";
import type { Destination } from "@/lib/connection/destinations";
import { Problem } from "./problem";

interface OpenInPostHogProps {
  /** Where in the project to land. */
  readonly destination?: Destination;
  readonly look?: "primary" | "quiet";
  readonly projectUrl?: string;
  readonly children?: ReactNode;
}

/**
 * The button. A plain form, so it works before and without JavaScript; the link is minted when it is pressed,
 * never earlier.
 */
export function OpenInPostHog({
  destination = "home",
  look = "primary",
  projectUrl,
  children = "Open in PostHog",
}: OpenInPostHogProps) {
  const [state, action, pending] = useActionState(openInPostHog, null);
  return (
    <form action={action}>
      <input type="hidden" name="destination" value={destination} />
      <button type="submit" disabled={pending} className={`button button-${look} w-full`}>
        {children}
        {pending ? <span aria-live="polite">…</span> : null}
      </button>
      {state && !state.ok ? <Problem failure={state} projectUrl={projectUrl} /> : null}
    </form>
  );
}
