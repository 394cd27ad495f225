import { useActionState } from "react";
import type { ActionState, Typed } from "@/lib/auth/action";

/**
 * A form that gives back what was typed after its action has failed: React empties it then, and a page without
 * JavaScript is a new one.
 */
export function useForm<T>(
  action: (previous: ActionState<T>, form: FormData) => Promise<ActionState<T>>,
  initial: Typed = {},
) {
  const [state, submit, pending] = useActionState(action, null);
  const failure = state && !state.ok ? state : null;
  const typed = failure?.typed ?? initial;
  return {
    submit,
    pending,
    failure,
    /** What the action has to show, this once. */
    shown: state?.ok ? state.value : undefined,
    /** What stands in a field. */
    textOf: (name: string) => typed[name] ?? "",
  };
}
