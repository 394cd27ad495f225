"use client";

import { useActionState, useState } from "react";
import { Problem } from "@/components/problem";
import type { Region } from "@/lib/posthog/regions";
import { connectPostHog } from "./actions";
import { ConnectProgress } from "./connect-progress";

const REGION_NAMES = [
  { id: "US", label: "United States" },
  { id: "EU", label: "European Union" },
] as const;

type Typed = Readonly<Record<string, FormDataEntryValue>>;

interface ConnectFormProps {
  readonly region: Region;
  /** The same place as before, so there is nothing to choose. */
  readonly again?: boolean;
}

export function ConnectForm({ region: initialRegion, again = false }: ConnectFormProps) {
  const [state, action, pending] = useActionState(connectPostHog, null);
  // React empties a form after its action; a failed attempt gives back what was typed.
  const [typed, setTyped] = useState<Typed>({ region: initialRegion });
  return (
    <form
      action={action}
      onSubmit={(event) => setTyped(Object.fromEntries(new FormData(event.currentTarget)))}
      className="card space-y-5"
    >
      {again ? <input type="hidden" name="region" value={initialRegion} /> : <Wishes typed={typed} />}
      <button type="submit" disabled={pending} className="button button-primary w-full">
        {state && !state.ok ? "Try again" : "Connect PostHog"}
      </button>
      {pending ? <ConnectProgress /> : null}
      {state && !state.ok && !pending ? <Problem failure={state} /> : null}
    </form>
  );
}

function Wishes({ typed }: { typed: Typed }) {
  return (
    <>
      <fieldset>
        <legend className="font-medium">Where should PostHog keep your data?</legend>
        <div className="mt-2 flex flex-wrap gap-3">
          {REGION_NAMES.map(({ id, label }) => (
            <label
              key={id}
              className="flex min-h-11 items-center gap-2 rounded-xl border border-field-line px-4"
            >
              <input
                type="radio"
                name="region"
                value={id}
                defaultChecked={typed.region === id}
                className="accent-brand"
              />
              {label}
            </label>
          ))}
        </div>
      </fieldset>
      <NameField
        name="organizationName"
        label="Organization name"
        hint="For a new PostHog account. Leave it empty and PostHog picks one."
        typed={typed.organizationName}
      />
      <NameField
        name="projectName"
        label="Project name"
        hint="A wish: PostHog keeps the name of a project that exists already."
        typed={typed.projectName}
      />
    </>
  );
}

interface NameFieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly typed: FormDataEntryValue | undefined;
}

function NameField({ name, label, hint, typed }: NameFieldProps) {
  return (
    <div>
      <label htmlFor={name} className="font-medium">
        {label} <span className="font-normal text-ink-soft">(optional)</span>
      </label>
      <input
        id={name}
        name={name}
        maxLength={64}
        autoComplete="off"
        aria-describedby={`${name}-hint`}
        className="field"
        defaultValue={typeof typed === "string" ? typed : ""}
      />
      <p id={`${name}-hint`} className="hint">
        {hint}
      </p>
    </div>
  );
}
