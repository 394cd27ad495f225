import { useActionState } from "react";
import type { ActionState, Typed } from "@/lib/platform/action-state";
import type { Failure } from "@/lib/platform/failure";

/** A server action as a form calls it. */
export type FormAction<T = undefined> = (previous: ActionState<T>, form: FormData) => Promise<ActionState<T>>;

export type FormState<T = undefined> = ReturnType<typeof useForm<T>>;

/**
 * The state of a form. After a failure its fields get back what was typed: React empties them then, and a page
 * without JavaScript is a new one.
 * @param options.problem What went wrong before the page was there.
 */
export function useForm<T = undefined>(
  action: FormAction<T>,
  { typed: initial = {}, problem = null }: { typed?: Typed; problem?: Failure | null } = {},
) {
  const [state, submit, pending] = useActionState(action, problem);
  const failure = state && !state.ok && !pending ? state : null;
  const typed = (state && !state.ok && state.typed) || initial;
  return {
    submit,
    pending,
    failure,
    isDone: state?.ok === true && !pending,
    /** What the action has to show, this once. */
    shown: state?.ok ? state.value : undefined,
    /** The value of a field. */
    textOf: (name: string) => typed[name] ?? "",
  };
}
