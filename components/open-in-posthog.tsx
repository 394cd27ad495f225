"use client";

import { useActionState } from "react";
import { openInPostHog } from "@/app/connection/actions";
import type { Destination } from "@/lib/connection/destinations";
import { Problem } from "./problem";

interface OpenInPostHogProps {
  /** Where in the project the main button lands. */
  readonly destination?: Destination;
  /** More places to land, as smaller buttons below. */
  readonly sections?: readonly { readonly id: Destination; readonly label: string }[];
  /** The project's ordinary address, offered where PostHog refuses the one-click link. */
  readonly projectUrl?: string;
}

/**
 * The button. A plain form, so it works before and without JavaScript; the link is minted when it is pressed,
 * never earlier.
 */
export function OpenInPostHog({ destination = "home", sections = [], projectUrl }: OpenInPostHogProps) {
  const [state, action, pending] = useActionState(openInPostHog, null);
  return (
    <form action={action} className="space-y-3">
      <button
        type="submit"
        name="destination"
        value={destination}
        disabled={pending}
        className="button button-primary w-full"
      >
        Open in PostHog
      </button>
      {sections.length > 0 ? (
        <div className="grid gap-3 sm:grid-cols-3">
          {sections.map(({ id, label }) => (
            <button
              key={id}
              type="submit"
              name="destination"
              value={id}
              disabled={pending}
              className="button button-quiet"
            >
              {label}
            </button>
          ))}
        </div>
      ) : null}
      <p role="status" className="sr-only">
        {pending ? "Opening PostHog" : ""}
      </p>
      {state && !state.ok && !pending ? <Problem failure={state} projectUrl={projectUrl} /> : null}
    </form>
  );
}
