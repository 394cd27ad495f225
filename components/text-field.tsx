import type { InputHTMLAttributes, ReactNode } from "react";

interface TextFieldProps extends InputHTMLAttributes<HTMLInputElement> {
  readonly name: string;
  readonly label: string;
  readonly hint?: ReactNode;
}

/** A labelled field with its hint. It says when it is optional. */
export function TextField({ name, label, hint, ...input }: TextFieldProps) {
  return (
    <div>
      <label htmlFor={name} className="font-medium">
        {label}
        {input.required ? null : <span className="font-normal text-ink-soft"> (optional)</span>}
      </label>
      <input
        id={name}
        name={name}
        autoComplete="off"
        spellCheck={false}
        aria-describedby={hint ? `${name}-hint` : undefined}
        className="field"
        {...input}
      />
      {hint ? (
        <div id={`${name}-hint`} className="hint">
          {hint}
        </div>
      ) : null}
    </div>
  );
}
