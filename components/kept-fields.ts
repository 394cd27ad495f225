import { type Typed, textsIn } from "@/lib/platform/action-state";

/** What was typed on a page is found again by the same page alone. */
const key = (): string => `kept-fields ${location.pathname}`;

/** Keeps what was typed, but no password, for the case that this page is left without an answer. */
export function keepFields(form: FormData): void {
  const typed = Object.entries(textsIn(form)).filter(([name]) => !isPassword(name));
  sessionStorage.setItem(key(), String(new URLSearchParams(typed)));
}

/** The answer is here: nothing has to be typed again. */
export const forgetFields = (): void => sessionStorage.removeItem(key());

const isPassword = (name: string): boolean =>
  document.querySelector(`input[type="password"][name="${CSS.escape(name)}"]`) !== null;

/** Puts what was kept back into the form that it is from, once. */
export function restoreFields(form: HTMLFormElement): void {
  const kept = sessionStorage.getItem(key());
  if (!kept) return;
  const typed = Object.fromEntries(new URLSearchParams(kept));
  if (!Object.keys(typed).every((name) => name in form.elements)) return;
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
