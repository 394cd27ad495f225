import { type HTMLElement, parse } from "node-html-parser";

/** A form as a browser without JavaScript sends it. */
export interface FilledForm {
  /** The address it is sent to, or "" for the address of its page. */
  readonly action: string;
  readonly isMultipart: boolean;
  readonly body: FormData;
}

/**
 * Reads a form from a page.
 * @param button The text of the button that sends it.
 * @param typed What the person types or chooses; everything else is sent as the page has it.
 * @throws when the page has no such button.
 */
export function fillForm(
  html: string,
  button: string,
  typed: Readonly<Record<string, string>> = {},
): FilledForm {
  const root = parse(html);
  const pressed = root.querySelectorAll("button").find(({ text }) => text.trim() === button);
  if (!pressed) throw new Error(`No button "${button}" on the page:\n${readableText(html)}`);
  const formId = pressed.getAttribute("form");
  const form = formId ? root.getElementById(formId) : pressed.closest("form");
  if (!form) throw new Error(`The button "${button}" belongs to no form.`);
  const body = readFields(form);
  const name = pressed.getAttribute("name");
  if (name) body.set(name, pressed.getAttribute("value") ?? "");
  for (const [field, value] of Object.entries(typed)) body.set(field, value);
  return {
    action: form.getAttribute("action") ?? "",
    isMultipart: form.getAttribute("enctype")?.startsWith("multipart/") ?? false,
    body,
  };
}

function readFields(form: HTMLElement): FormData {
  const fields = new FormData();
  for (const input of form.querySelectorAll("input")) {
    const [type, name] = [input.getAttribute("type"), input.getAttribute("name")];
    const isChoice = type === "radio" || type === "checkbox";
    if (name && (!isChoice || input.hasAttribute("checked"))) {
      fields.append(name, input.getAttribute("value") ?? "");
    }
  }
  return fields;
}

/** The readable text of a page. */
export function readableText(html: string): string {
  const root = parse(html, { blockTextElements: { script: false, style: false } });
  return root.text.replace(/\s+/g, " ").trim();
}
