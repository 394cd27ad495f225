"use client";

import { useActionState } from "react";
import { Problem } from "@/components/problem";
import { REGION_NAMES } from "@/components/region-names";
import { TextField } from "@/components/text-field";
import { textIn } from "@/components/text-in";
import type { Region } from "@/lib/posthog/regions";
import { connectPostHog } from "./actions";
import { ConnectProgress } from "./connect-progress";

interface ConnectFormProps {
  readonly region: Region;
  /** The same place as before, so there is nothing to choose. */
  readonly again?: boolean;
}

export function ConnectForm({ region: initialRegion, again = false }: ConnectFormProps) {
  const [state, action, pending] = useActionState(connectPostHog, null);
  const textOf = textIn(state, { region: initialRegion });
  return (
    <form action={action} className="card space-y-5">
      {again ? <input type="hidden" name="region" value={initialRegion} /> : <Wishes textOf={textOf} />}
      <button type="submit" disabled={pending} className="button button-primary w-full">
        {state && !state.ok ? "Try again" : "Connect PostHog"}
      </button>
      {pending ? <ConnectProgress /> : null}
      {state && !state.ok && !pending ? <Problem failure={state} /> : null}
    </form>
  );
}

function Wishes({ textOf }: { textOf: (name: string) => string }) {
  return (
    <>
      <fieldset>
        <legend className="font-medium">Where should PostHog keep your data?</legend>
        <div className="mt-2 flex flex-wrap gap-3">
          {Object.entries(REGION_NAMES).map(([id, label]) => (
            <label
              key={id}
              className="flex min-h-11 items-center gap-2 rounded-xl border border-field-line px-4"
            >
              <input
                type="radio"
                name="region"
                value={id}
                defaultChecked={textOf("region") === id}
                className="accent-brand"
              />
              {label}
            </label>
          ))}
        </div>
      </fieldset>
      <TextField
        name="organizationName"
        label="Organization name"
        maxLength={64}
        defaultValue={textOf("organizationName")}
        hint="For a new PostHog account. Leave it empty and PostHog picks one."
      />
      <TextField
        name="projectName"
        label="Project name"
        maxLength={64}
        defaultValue={textOf("projectName")}
        hint="A wish: PostHog keeps the name of a project that exists already."
      />
    </>
  );
}
