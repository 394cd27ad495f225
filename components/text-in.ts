import type { ActionState, Typed } from "@/lib/auth/action";

/**
 * What stands in a form's fields: what was typed, if its action has just failed, or else what is there to begin
 * with. React empties a form after its action, and a page without JavaScript is a new one.
 */
export function textIn(state: ActionState<unknown>, initial: Typed = {}): (name: string) => string {
  const typed = (state && !state.ok && state.typed) || initial;
  return (name) => typed[name] ?? "";
}
