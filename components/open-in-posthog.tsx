"use client";

import { useActionState, useState } from "react";
import { openInPostHog } from "@/app/connection/actions";
import type { Destination } from "@/lib/connection/destinations";
import { Problem } from "./problem";
import { useNewTab } from "./use-new-tab";

interface OpenInPostHogProps {
  /** Where in the project the main button lands. */
  readonly destination?: Destination;
  /** More places to land, as smaller buttons below. */
  readonly sections?: readonly { readonly id: Destination; readonly label: string }[];
  /** The project's ordinary address, offered where PostHog refuses the one-click link. */
  readonly projectUrl?: string;
  /** Whether the box for a new tab is ticked to begin with. */
  readonly newTab?: boolean;
}

/**
 * The button. A plain form, so it works before and without JavaScript; the link is minted when it is pressed,
 * never earlier.
 */
export function OpenInPostHog(props: OpenInPostHogProps) {
  const { destination = "home", sections = [], projectUrl, newTab = false } = props;
  const [state, action, isLeaving] = useActionState(openInPostHog, null);
  const tab = useNewTab();
  const [inNewTab, setInNewTab] = useState(newTab);
  const pending = isLeaving || tab.pending;
  const result = tab.state ?? state;
  return (
    <form action={action} onSubmit={(event) => tab.submit(event, inNewTab)} className="space-y-3">
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
      <label className={`flex min-h-11 items-center gap-3 ${tab.possible ? "" : "invisible"}`}>
        <input
          type="checkbox"
          className="size-5 accent-brand"
          checked={inNewTab}
          onChange={(event) => setInNewTab(event.target.checked)}
        />
        In a new tab
      </label>
      <p role="status" className="sr-only">
        {pending ? "Opening PostHog" : ""}
      </p>
      {result && !result.ok && !pending ? <Problem failure={result} projectUrl={projectUrl} /> : null}
    </form>
  );
}
