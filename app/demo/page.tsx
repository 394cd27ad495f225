import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ActionForm } from "@/components/action-form";
import { beginDemo } from "@/features/demo/actions";
import { EVENTS, eventSchema } from "@/features/demo/events";
import { readChoice } from "@/features/demo/guide";
import { PERSONAS, type Persona, personaSchema } from "@/features/demo/personas";
import { goTogether } from "@/features/demo/steps";
import { readSetting } from "@/features/demo/story";
import { env } from "@/lib/platform/env";

export const metadata: Metadata = { title: "Demonstration" };

/** Hides an event while a persona is chosen that it does not fit. The server refuses such a pair too. */
const HIDDEN_WITH: Readonly<Record<Persona, string>> = {
  new: "group-has-[[value=new]:checked]/story:hidden",
  existing: "group-has-[[value=existing]:checked]/story:hidden",
  colleague: "group-has-[[value=colleague]:checked]/story:hidden",
  operator: "group-has-[[value=operator]:checked]/story:hidden",
};

const FALLBACK = { profile: "documented", signs: false, hasOperator: false } as const;

/** Selects a story to tell with the sandbox. With the real PostHog, this page does not exist. */
export default async function DemoPage() {
  if (!env().sandbox) notFound();
  // When the sandbox does not answer, the Begin button reports it.
  const setting = (await readSetting().catch(() => null)) ?? FALLBACK;
  const choice = await readChoice();
  const last = choice ?? { persona: "new", event: "none" };
  const personas = personaSchema.options.filter((id) => goTogether(id, "none", setting));
  const events = eventSchema.options.flatMap((id) => {
    const missing = personaSchema.options.filter((persona) => !goTogether(persona, id, setting));
    if (missing.length === personaSchema.options.length) return [];
    return [{ id, ...EVENTS[id], look: missing.map((persona) => HIDDEN_WITH[persona]).join(" ") }];
  });
  return (
    <div className="space-y-8">
      <div className="space-y-2">
        <h1>Show how it works</h1>
        <p className="text-lg text-ink-soft">
          Choose who you are and what happens. The steps, and the calls to PostHog, then appear beside every
          page.
        </p>
      </div>
      <ActionForm action={beginDemo} label="Begin" busy="Setting the stage…">
        <div className="group/story grid gap-group @2xl:grid-cols-[18rem_minmax(0,1fr)] @2xl:items-start">
          <fieldset className="card space-y-4">
            <legend className="float-left mb-4 w-full text-lg font-semibold">Who are you?</legend>
            {personas.map((id) => (
              <Choice
                key={id}
                name="persona"
                value={id}
                label={PERSONAS[id].label}
                hint={PERSONAS[id].story}
                isChosen={id === last.persona}
              />
            ))}
          </fieldset>
          <fieldset className="card">
            <legend className="float-left mb-2 w-full text-lg font-semibold">What happens?</legend>
            <div className="clear-both grid gap-x-group gap-y-1 @4xl:grid-cols-2">
              {events.map(({ id, label, hint, look }) => (
                <Choice
                  key={id}
                  name="event"
                  value={id}
                  label={label}
                  hint={hint}
                  isChosen={id === last.event}
                  look={look}
                />
              ))}
            </div>
          </fieldset>
        </div>
      </ActionForm>
    </div>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly value: string;
  readonly label: string;
  readonly hint: string;
  readonly isChosen: boolean;
  readonly look?: string;
}

function Choice({ name, value, label, hint, isChosen, look = "" }: ChoiceProps) {
  return (
    <label className={`flex min-h-9 clear-both items-start gap-3 py-1 pointer-coarse:min-h-11 ${look}`}>
      <input
        type="radio"
        name={name}
        value={value}
        defaultChecked={isChosen}
        aria-label={label}
        aria-describedby={`${name}-${value}`}
        className="mt-0.5 size-5 shrink-0 accent-brand"
      />
      <span>
        {label}
        <span id={`${name}-${value}`} className="block text-sm text-ink-soft">
          {hint}
        </span>
      </span>
    </label>
  );
}
