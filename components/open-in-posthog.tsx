"use client";

import { useState } from "react";
import type { Destination } from "@/lib/connection/destinations";
import type { FormAction } from "./call-action";
import { Form } from "./form";
import { useForm } from "./use-form";
import { useNewTab } from "./use-new-tab";

interface OpenInPostHogProps {
  /** Mints a link and redirects straight to it. */
  readonly open: FormAction;
  /** Mints a link and returns it, for a new tab. */
  readonly mint: FormAction<string>;
  /** More places to open, as smaller buttons below. */
  readonly sections?: readonly { readonly id: Destination; readonly label: string }[];
  /** The project's ordinary address, offered when there is no one-click link. */
  readonly projectUrl?: string;
}

/**
 * The button. A plain form, so it works before and without JavaScript; the link is minted when it is pressed,
 * never earlier.
 */
export function OpenInPostHog({ open, mint, sections = [], projectUrl }: OpenInPostHogProps) {
  const form = useForm(open);
  const tab = useNewTab(mint);
  const [inNewTab, setInNewTab] = useState(false);
  const pending = form.pending || tab.pending;
  const failure = tab.failure ?? form.failure;
  return (
    <Form
      form={{ ...form, pending, failure: pending ? null : failure }}
      label="Open in PostHog"
      onSubmit={(event) => tab.submit(event, inNewTab)}
      projectUrl={projectUrl}
      buttons={
        <div className="space-y-3">
          <OpenButton id="home" label="Open in PostHog" look="button-primary w-full" disabled={pending} />
          {sections.length > 0 ? (
            <div className="grid gap-3 sm:grid-cols-3">
              {sections.map((section) => (
                <OpenButton key={section.id} {...section} look="button-quiet" disabled={pending} />
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
        </div>
      }
    />
  );
}

interface OpenButtonProps {
  readonly id: Destination;
  readonly label: string;
  readonly look: string;
  readonly disabled: boolean;
}

function OpenButton({ id, label, look, disabled }: OpenButtonProps) {
  return (
    <button type="submit" name="destination" value={id} disabled={disabled} className={`button ${look}`}>
      {label}
    </button>
  );
}
