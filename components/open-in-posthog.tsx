"use client";

import { type FormEvent, type ReactNode, useState } from "react";
import type { Destination } from "@/lib/connection/destinations";
import type { FormAction } from "./call-action";
import { Form } from "./form";
import { PostHogMark } from "./posthog-mark";
import { SubmitButton } from "./submit-button";
import { useForm } from "./use-form";
import { useNewTab } from "./use-new-tab";
import { useRemembered } from "./use-remembered";

const BUSY = "Opening PostHog…";

interface OpenInPostHogProps {
  /** Mints a link and redirects straight to it. */
  readonly open: FormAction;
  /** Mints a link and returns it, for a new tab. */
  readonly mint: FormAction<string>;
  /** More places to open, as smaller buttons below. */
  readonly sections?: readonly { readonly id: Destination; readonly label: string }[];
  /** The project's ordinary URL, offered when there is no one-click link. */
  readonly projectUrl?: string;
}

/**
 * The button. A plain form, so it works before and without JavaScript; the link is minted when it is pressed,
 * never earlier.
 */
export function OpenInPostHog({ open, mint, sections = [], projectUrl }: OpenInPostHogProps) {
  const form = useForm(open);
  const tab = useNewTab(mint);
  const [inNewTab, setInNewTab] = useRemembered("open-in-new-tab");
  const [pressed, setPressed] = useState("home");
  const pending = form.pending || tab.pending;
  const failure = tab.failure ?? form.failure;
  const button = (id: Destination, label: string, look: string, icon?: ReactNode) => (
    <SubmitButton
      key={id}
      name="destination"
      value={id}
      label={label}
      busy={BUSY}
      look={look}
      icon={icon}
      isBusy={pending && pressed === id}
      isBlocked={pending}
    />
  );
  return (
    <Form
      form={{ ...form, pending, failure: pending ? null : failure }}
      label="Open in PostHog"
      busy={BUSY}
      onSubmit={submit}
      projectUrl={projectUrl}
      buttons={
        <div className="space-y-3">
          {button("home", "Open in PostHog", "button-primary min-h-12 w-full text-lg", <PostHogMark />)}
          {sections.length > 0 ? (
            <div className="grid gap-3 sm:grid-cols-3">
              {sections.map(({ id, label }) => button(id, label, "button-quiet"))}
            </div>
          ) : null}
          <label
            className={`flex min-h-11 items-center gap-3 noscript:hidden ${tab.possible ? "" : "invisible"}`}
          >
            <input
              type="checkbox"
              className="size-5 accent-brand"
              checked={inNewTab}
              onChange={(event) => setInNewTab(event.target.checked)}
            />
            In a new tab
          </label>
        </div>
      }
    />
  );

  function submit(event: FormEvent<HTMLFormElement>): void {
    const { nativeEvent } = event;
    const submitter = nativeEvent instanceof SubmitEvent ? nativeEvent.submitter : null;
    setPressed(submitter instanceof HTMLButtonElement ? submitter.value : "home");
    tab.submit(event, inNewTab);
  }
}
