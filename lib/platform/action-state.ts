import type { Failure } from "./failure";

/** The values of a form's fields. */
export type Typed = Readonly<Record<string, string>>;

/** The text values of a form, without files. */
export const textsIn = (form: FormData): Typed =>
  Object.fromEntries(
    [...form].flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );

/** What a form shows after its action: nothing yet, or the last result. */
export type ActionState<T = undefined> =
  | { readonly ok: true; readonly value: T | undefined }
  | (Failure & { readonly typed?: Typed })
  | null;

/** The form that an action received. A crafted request can send anything; what is not a form counts as an empty one. */
export const formOf = (sent: unknown): FormData => (sent instanceof FormData ? sent : new FormData());
