"use client";

import Link from "next/link";
import { useActionState } from "react";
import type { ActionState } from "@/lib/auth/action";
import { Problem } from "./problem";
import { WAYS_BACK, type WayBack } from "./ways-back";

export interface ConfirmFormProps {
  readonly action: (previous: ActionState, form: FormData) => Promise<ActionState>;
  /** What the button does, as a verb. */
  readonly label: string;
  /** Which one it is done to, where there are several. */
  readonly id?: string;
  readonly back?: WayBack;
}

/** The last question before something that cannot be undone: a button that does it, and a way back. */
export function ConfirmForm({ action, label, id, back = "connection" }: ConfirmFormProps) {
  const [state, submit, pending] = useActionState(action, null);
  return (
    <form action={submit}>
      {id ? <input type="hidden" name="id" value={id} /> : null}
      <div className="flex flex-wrap gap-3">
        <button type="submit" disabled={pending} className="button button-danger">
          {label}
        </button>
        <Link href={WAYS_BACK[back].href} className="button button-quiet">
          {state && !state.ok ? WAYS_BACK[back].label : "Keep everything as it is"}
        </Link>
      </div>
      {state && !state.ok && !pending ? <Problem failure={state} /> : null}
    </form>
  );
}
