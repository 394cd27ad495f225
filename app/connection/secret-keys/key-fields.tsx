"use client";

import { TextField } from "@/components/text-field";
import { SCOPE_PRESETS } from "@/features/secret-keys/scopes";

interface KeyFieldsProps {
  readonly textOf: (name: string) => string;
}

/** The fields for a key's label and scopes. */
export function KeyFields({ textOf }: KeyFieldsProps) {
  return (
    <>
      <TextField
        name="label"
        label="Label"
        required
        maxLength={40}
        defaultValue={textOf("label")}
        hint="A name you will recognise, for example where the key is used."
      />
      <fieldset>
        <legend className="font-medium">What may it do?</legend>
        <div className="mt-2 space-y-2">
          {SCOPE_PRESETS.map(({ scope, label }) => (
            <label key={scope} className="flex min-h-11 items-center gap-3">
              <input
                type="checkbox"
                name={scope}
                defaultChecked={textOf(scope) !== ""}
                className="size-5 shrink-0 accent-brand"
              />
              <span>
                {label} <code className="text-sm text-ink-soft">{scope}</code>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <TextField
        name="otherScopes"
        label="Other scopes"
        maxLength={500}
        defaultValue={textOf("otherScopes")}
        hint="Separate scopes with spaces. If PostHog refuses a scope, it says why."
      />
    </>
  );
}
