import { unstable_isUnrecognizedActionError as isUnrecognized } from "next/navigation";
import { type ActionState, textsIn } from "@/lib/platform/action-state";
import { OUTDATED } from "@/lib/platform/page-marks";
import { forgetFields, keepFields } from "./kept-fields";
import { OFFLINE } from "./offline";

/** A server action as a form calls it. */
export type FormAction<T = undefined> = (previous: ActionState<T>, form: FormData) => Promise<ActionState<T>>;

/**
 * Wraps a server action for calls from the browser. When no answer arrives, the result says so and has what was typed.
 * When the action no longer exists, the page is from an earlier build: it reloads, and the call never settles.
 */
export const callable =
  <T>(action: FormAction<T>): FormAction<T> =>
  async (previous, form) => {
    keepFields(form);
    try {
      const result = await action(previous, form);
      forgetFields();
      return result;
    } catch (error) {
      // `fetch` throws this when no answer arrives.
      if (error instanceof TypeError) return { ...OFFLINE, typed: textsIn(form) };
      if (!isUnrecognized(error)) throw error;
      reloadOutdated();
      return new Promise(() => {});
    }
  };

function reloadOutdated(): void {
  const url = new URL(location.href);
  url.searchParams.set(OUTDATED, "");
  location.replace(url);
}
