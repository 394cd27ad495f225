import { type Typed, textsIn } from "@/lib/platform/action-state";
import { tryStorage } from "./try-storage";

/** One key per page, so that only the same page restores what was typed on it. */
const key = (): string => `kept-fields ${location.pathname}`;

/** Keeps what was typed, except passwords, in case this page is left without an answer. */
export function keepFields(form: FormData): void {
  const typed = Object.entries(textsIn(form)).filter(([name]) => !isPassword(name));
  tryStorage(() => sessionStorage.setItem(key(), String(new URLSearchParams(typed))));
}

/** Forgets what was typed, once the answer has arrived. */
export const forgetFields = (): void => tryStorage(() => sessionStorage.removeItem(key()));

const isPassword = (name: string): boolean =>
  document.querySelector(`input[type="password"][name="${CSS.escape(name)}"]`) !== null;

/** Puts the kept values back into the form that they are from, once. */
export function restoreFields(form: HTMLFormElement): void {
  const kept = tryStorage(() => sessionStorage.getItem(key()));
  if (!kept) return;
  const typed = Object.fromEntries(new URLSearchParams(kept));
  if (!Object.keys(typed).every((name) => name in form.elements)) return;
  forgetFields();
  fillFields(form, typed);
}

/** Sets the fields of a form to what was typed. */
export function fillFields(form: HTMLFormElement, typed: Typed): void {
  for (const field of form.elements) {
    if (!(field instanceof HTMLInputElement) || field.type === "hidden") continue;
    const text = typed[field.name];
    if (field.type === "checkbox" || field.type === "radio") field.checked = field.value === text;
    else if (text !== undefined) field.value = text;
  }
}
