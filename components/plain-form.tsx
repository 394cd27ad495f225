"use client";

import { type FormEvent, type ReactNode, useEffect, useState } from "react";
import { OFFLINE } from "./offline";
import { Problem } from "./problem";
import { SubmitButton } from "./submit-button";

interface PlainFormProps {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly label: string;
  /** Text while the form is being sent. */
  readonly busy: string;
  readonly look: string;
  /** The fields that a person fills in. */
  readonly children?: ReactNode;
}

const IDLE = ["pageshow", "online"] as const;

/**
 * A form that the browser itself sends to the sign-in provider, so it works without scripts. With scripts, it says that
 * it is being sent, or that there is no network; then it is not sent and keeps what was typed.
 */
export function PlainForm({ action, fields, label, busy, look, children }: PlainFormProps) {
  const [state, setState] = useState<"idle" | "sending" | "offline">("idle");
  useEffect(() => {
    // A page that the browser restores is in the state in which it was left.
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
