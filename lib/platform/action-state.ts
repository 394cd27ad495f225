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
