interface FieldProps {
  name: string;
  label: string;
  /** Required if a page has several fields with this name. */
  id?: string;
  hint?: string;
  value?: unknown;
  maxlength?: number;
  isRequired?: boolean;
}

export function Field({ name, label, id = name, hint, value, maxlength, isRequired = true }: FieldProps) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        class="input"
        id={id}
        name={name}
        value={typeof value === "string" ? value : ""}
        maxlength={maxlength}
        required={isRequired}
        autocomplete="off"
        spellcheck={false}
        aria-describedby={hint ? `${id}-hint` : undefined}
      />
      {hint ? (
        <p class="soft small" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
    </div>
  );
}
