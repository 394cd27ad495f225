"use client";

import { type FormEvent, type ReactNode, useEffect, useState } from "react";
import { OFFLINE } from "./offline";
import { Problem } from "./problem";
import { SubmitButton } from "./submit-button";

interface PlainFormProps {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly label: string;
  /** What is happening while it is sent. */
  readonly busy: string;
  readonly look: string;
  /** What a person fills in. */
  readonly children?: ReactNode;
}

const IDLE = ["pageshow", "online"] as const;

/**
 * A form that the browser itself sends, to the sign-in provider: it works without a script. With scripts it says that
 * it is being sent, or that there is no network, in which case it stays with what was typed.
 */
export function PlainForm({ action, fields, label, busy, look, children }: PlainFormProps) {
  const [state, setState] = useState<"idle" | "sending" | "offline">("idle");
  useEffect(() => {
    // A page that the browser brings back is as it was left.
    const reset = () => setState("idle");
    for (const type of IDLE) addEventListener(type, reset);
    return () => {
      for (const type of IDLE) removeEventListener(type, reset);
    };
  }, []);
  return (
    <form action={action} method="post" onSubmit={submit} className="stack">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
      <div>
        <SubmitButton label={label} busy={busy} look={look} isBusy={state === "sending"} />
      </div>
      <p role="status" className="sr-only">
        {state === "sending" ? busy : ""}
      </p>
      {state === "offline" ? <Problem failure={OFFLINE} /> : null}
    </form>
  );

  function submit(event: FormEvent<HTMLFormElement>): void {
    if (!navigator.onLine) setState("offline");
    if (state === "sending" || !navigator.onLine) event.preventDefault();
    else setState("sending");
  }
}
