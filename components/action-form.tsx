"use client";

import { type ReactNode, useActionState } from "react";
import type { ActionState } from "@/lib/auth/action";
import type { ErrorCode } from "@/lib/failure";
import { Problem } from "./problem";

interface ActionFormProps {
  readonly action: (previous: ActionState, form: FormData) => Promise<ActionState>;
  /** What the button does, as a verb. */
  readonly label: string;
  readonly look?: "button-primary" | "button-primary w-full" | "button-quiet" | "button-danger";
  /** The fields. What is in them is not given back after a failure: it may be a secret. */
  readonly children?: ReactNode;
  /** What went wrong before the page was there. */
  readonly problem?: ErrorCode | null;
  /** Said when it has worked, where the page says nothing by itself. */
  readonly done?: string;
}

/** A form with one button, and what went wrong below it. */
export function ActionForm(props: ActionFormProps) {
  const { action, label, look = "button-primary", children, problem, done } = props;
  const [state, submit, pending] = useActionState(action, problem ? { ok: false, code: problem } : null);
  return (
    <form action={submit} className="space-y-5">
      {children}
      <button type="submit" disabled={pending} className={`button ${look}`}>
        {label}
      </button>
      {done ? (
        <p role="status" className="empty:hidden">
          {state?.ok && !pending ? done : ""}
        </p>
      ) : null}
      {state && !state.ok && !pending ? <Problem failure={state} /> : null}
    </form>
  );
}
