"use client";

import { Form } from "@/components/form";
import { REGION_NAMES } from "@/components/region-names";
import { TextField } from "@/components/text-field";
import { useForm } from "@/components/use-form";
import type { Region } from "@/lib/posthog/regions";
import { connectPostHog } from "./actions";
import { ConnectProgress } from "./connect-progress";

interface ConnectFormProps {
  readonly region: Region;
  /** Reconnects in the same region, so there is nothing to choose. */
  readonly again?: boolean;
}

export function ConnectForm({ region: initialRegion, again = false }: ConnectFormProps) {
  const form = useForm(connectPostHog, { typed: { region: initialRegion } });
  return (
    <Form
      form={form}
      card
      label={form.failure ? "Try again" : "Connect PostHog"}
      busy="Connecting…"
      progress={<ConnectProgress />}
    >
      {again ? (
        <input type="hidden" name="region" value={initialRegion} />
      ) : (
        <ConnectFields textOf={form.textOf} />
      )}
    </Form>
  );
}

function ConnectFields({ textOf }: { textOf: (name: string) => string }) {
  return (
    <>
      <fieldset>
        <legend className="font-medium">Where should PostHog keep your data?</legend>
        <div className="mt-2 flex flex-wrap gap-3">
          {Object.entries(REGION_NAMES).map(([id, label]) => (
            <label
              key={id}
              className="flex min-h-11 items-center gap-2 rounded-control border border-field-line px-4 has-checked:border-brand has-checked:bg-accent-soft"
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
        hint="Only for a new PostHog account. If you leave it empty, PostHog chooses a name."
      />
      <TextField
        name="projectName"
        label="Project name"
        maxLength={64}
        defaultValue={textOf("projectName")}
        hint="Only for a new PostHog account. If you already have one, you choose a project at PostHog."
      />
    </>
  );
}
