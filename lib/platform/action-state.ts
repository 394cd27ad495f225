import type { Failure } from "./failure";

/** The values of a form's fields. */
export type Typed = Readonly<Record<string, string>>;

/** What was typed into the fields of a form. */
export const textsIn = (form: FormData): Typed =>
  Object.fromEntries(
    [...form].flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );

/** What a form shows after its action: nothing yet, or the last result. */
export type ActionState<T = undefined> =
  | { readonly ok: true; readonly value: T | undefined }
  | (Failure & { readonly typed?: Typed })
  | null;

/** What an action was sent as its form. A caller of its own making can send anything, which counts as an empty form. */
export const formOf = (sent: unknown): FormData => (sent instanceof FormData ? sent : new FormData());
