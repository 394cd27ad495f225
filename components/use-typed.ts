import { type FormEvent, useState } from "react";

type Typed = Readonly<Record<string, FormDataEntryValue>>;

/** React empties a form after its action; with this, a failed attempt gives back what was typed. */
export function useTyped(initial: Typed) {
  const [typed, setTyped] = useState<Typed>(initial);
  return {
    typed,
    /** What stands in a text field. */
    textOf: (name: string) => (typeof typed[name] === "string" ? typed[name] : ""),
    /** For the form's `onSubmit`. */
    remember: (event: FormEvent<HTMLFormElement>) =>
      setTyped(Object.fromEntries(new FormData(event.currentTarget))),
  };
}
