import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ActionForm } from "@/components/action-form";
import { beginDemo } from "@/features/demo/actions";
import { PERSONAS } from "@/features/demo/personas";
import { SCENARIOS } from "@/features/demo/scenarios";
import { env } from "@/lib/platform/env";

export const metadata: Metadata = { title: "Demonstration" };

/** Selects a story to tell with the sandbox. Where PostHog is real, there is no such page. */
export default function DemoPage() {
  if (!env().sandbox) notFound();
  return (
    <div className="space-y-8">
      <div className="space-y-2">
        <h1>Show how it works</h1>
        <p className="text-lg text-ink-soft">
          Choose who you are and what goes wrong. The steps stay beside every page, with PostHog's side of it.
        </p>
      </div>
      <ActionForm action={beginDemo} label="Begin" busy="Setting the stage…">
        <fieldset className="card space-y-4">
          <legend className="float-left mb-4 w-full text-lg font-semibold">Who are you?</legend>
          {Object.entries(PERSONAS).map(([id, { label, story }], index) => (
            <Choice key={id} name="persona" value={id} label={label} hint={story} first={index === 0} />
          ))}
        </fieldset>
        <fieldset className="card space-y-2">
          <legend className="float-left mb-2 w-full text-lg font-semibold">What goes wrong?</legend>
          {Object.entries(SCENARIOS).map(([id, { label }], index) => (
            <Choice key={id} name="scenario" value={id} label={label} first={index === 0} />
          ))}
        </fieldset>
      </ActionForm>
    </div>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
  readonly first: boolean;
}

function Choice({ name, value, label, hint, first }: ChoiceProps) {
  return (
    <label className="flex min-h-11 clear-both items-start gap-3 py-1">
      <input
        type="radio"
        name={name}
        value={value}
        defaultChecked={first}
        className="mt-0.5 size-5 shrink-0 accent-brand"
      />
      <span>
        {label}
        {hint ? <span className="block text-sm text-ink-soft">{hint}</span> : null}
      </span>
    </label>
  );
}
