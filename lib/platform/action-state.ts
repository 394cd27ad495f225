import type { Failure } from "./failure";

/** The values of a form's fields. */
export type Typed = Readonly<Record<string, string>>;

/** What a form shows after its action: nothing yet, or the last result. */
export type ActionState<T = undefined> =
  | { readonly ok: true; readonly value: T | undefined }
  | (Failure & { readonly typed?: Typed })
  | null;
