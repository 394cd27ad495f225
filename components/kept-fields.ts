import { z } from "zod";
import { type Typed, textsIn } from "@/lib/platform/action-state";

const KEY = "kept-fields";

const keptSchema = z.object({ path: z.string(), typed: z.record(z.string(), z.string()) });

/** Keeps what was typed, but no password, for the case that this page is left without an answer. */
export function keepFields(form: FormData): void {
  const typed = Object.entries(textsIn(form)).filter(([name]) => !isPassword(name));
  const kept = { path: location.pathname, typed: Object.fromEntries(typed) };
  sessionStorage.setItem(KEY, JSON.stringify(kept));
}

/** The answer is here: nothing has to be typed again. */
export const forgetFields = (): void => sessionStorage.removeItem(KEY);

const isPassword = (name: string): boolean =>
  document.querySelector(`input[type="password"][name="${CSS.escape(name)}"]`) !== null;

/** Puts what was kept back into the form that it is from, once. */
export function restoreFields(form: HTMLFormElement): void {
  const stored = sessionStorage.getItem(KEY);
  if (!stored) return;
  const { path, typed } = keptSchema.parse(JSON.parse(stored));
  const isThisForm = path === location.pathname && Object.keys(typed).every((name) => name in form.elements);
  if (!isThisForm) return;
  forgetFields();
  fillFields(form, typed);
}

/** Sets the fields of a form as they were. */
export function fillFields(form: HTMLFormElement, typed: Typed): void {
  for (const field of form.elements) {
    if (!(field instanceof HTMLInputElement) || field.type === "hidden") continue;
    const text = typed[field.name];
    if (field.type === "checkbox" || field.type === "radio") field.checked = field.value === text;
    else if (text !== undefined) field.value = text;
  }
}
