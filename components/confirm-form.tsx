"use client";

import Link from "next/link";
import { useActionState } from "react";
import type { ActionState } from "@/lib/auth/action";
import { Problem } from "./problem";

export interface ConfirmFormProps {
  readonly action: (previous: ActionState, form: FormData) => Promise<ActionState>;
  /** What the button does, as a verb. */
  readonly label: string;
}

/** The last question before something that cannot be undone: a button that does it, and a way back. */
export function ConfirmForm({ action, label }: ConfirmFormProps) {
  const [state, submit, pending] = useActionState(action, null);
  return (
    <form action={submit}>
      <div className="flex flex-wrap gap-3">
        <button type="submit" disabled={pending} className="button button-danger">
          {label}
        </button>
        <Link href="/connection" className="button button-quiet">
          {state && !state.ok ? "Back to the connection" : "Keep everything as it is"}
        </Link>
      </div>
      {state && !state.ok && !pending ? <Problem failure={state} /> : null}
    </form>
  );
}
