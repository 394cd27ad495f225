import type { Child } from "hono/jsx";

/** A form for one action. It works without JavaScript. */
export function ActionForm({ action, children }: { action: string; children: Child }) {
  return (
    <form class="action" method="post" action={`/_sandbox/inspector/${action}`}>
      {children}
    </form>
  );
}

export function Hidden({ name, value }: { name: string; value: string | number }) {
  return <input type="hidden" name={name} value={String(value)} />;
}

interface ToggleProps {
  name: string;
  label: string;
  isOn: boolean;
}

/** An on/off button: it sends the opposite of the value it shows. */
export function Toggle({ name, label, isOn }: ToggleProps) {
  return (
    <button class="toggle" type="submit" name={name} value={String(!isOn)} aria-pressed={String(isOn)}>
      {label}
    </button>
  );
}

interface FieldProps {
  name: string;
  label: string;
  value?: string;
  type?: "text" | "email" | "number";
  list?: string;
  required?: boolean;
  placeholder?: string;
  min?: number;
}

export function Field({ name, label, type = "text", value = "", ...rest }: FieldProps) {
  return (
    <label class="small-field">
      <span>{label}</span>
      <input class="input" name={name} type={type} value={value} autocomplete="off" {...rest} />
    </label>
  );
}

export function TextArea({ name, label }: { name: string; label: string }) {
  return (
    <label class="small-field">
      <span>{label}</span>
      <textarea class="input" name={name} rows={2} />
    </label>
  );
}

interface ChoiceProps {
  name: string;
  label: string;
  options: readonly (readonly [value: string, text: string])[];
  chosen?: string;
}

export function Choice({ name, label, options, chosen = options[0]?.[0] }: ChoiceProps) {
  return (
    <label class="small-field">
      <span>{label}</span>
      <select class="input" name={name}>
        {options.map(([value, text]) => (
          <option value={value} selected={value === chosen}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

interface SubmitProps {
  children: Child;
  name?: string;
  value?: string;
  isQuiet?: boolean;
}

export function Submit({ children, name, value, isQuiet = true }: SubmitProps) {
  return (
    <button
      class={`button button-small ${isQuiet ? "button-quiet" : ""}`}
      type="submit"
      name={name}
      value={value}
    >
      {children}
    </button>
  );
}
