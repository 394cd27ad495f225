import { useActionState } from "react";
import type { Typed } from "@/lib/platform/action-state";
import type { Failure } from "@/lib/platform/failure";
import { callable, type FormAction } from "./call-action";
import { useFailure } from "./use-failure";

export type FormState<T = undefined> = ReturnType<typeof useForm<T>>;

/**
 * The state of a form. After a failure, its fields get back what was typed: React empties them, and without
 * JavaScript the page is a new one.
 * @param options.problem A failure from before the page was rendered.
 */
export function useForm<T = undefined>(
  action: FormAction<T>,
  { typed: initial = {}, problem = null }: { typed?: Typed; problem?: Failure | null } = {},
) {
  // On the server, this must be the action itself: only then does the form work without scripts.
  const [state, submit, pending] = useActionState(
    typeof window === "undefined" ? action : callable(action),
    problem,
  );
  const typed = (state && !state.ok && state.typed) || initial;
  return {
    submit,
    pending,
    failure: useFailure(state, pending),
    isDone: state?.ok === true && !pending,
    /** What the action returned to be shown once. */
    shown: state?.ok ? state.value : undefined,
    /** The default value of a field. */
    textOf: (name: string) => typed[name] ?? "",
  };
}
