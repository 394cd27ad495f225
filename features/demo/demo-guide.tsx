import Link from "next/link";
import { ActionForm } from "@/components/action-form";
import { env } from "@/lib/platform/env";
import { endDemo, runScenario } from "./actions";
import { readGuide } from "./guide";
import { PERSONAS } from "./personas";
import { SCENARIOS } from "./scenarios";

/** The steps of the demonstration in this browser, beside every page, with PostHog's side of it. */
export async function DemoGuide() {
  const guide = await readGuide();
  if (!guide) return null;
  const { label, steps, happen } = SCENARIOS[guide.scenario];
  const inspector = `${env().posthogUrls.US}/_sandbox`;
  return (
    <aside
      id="demo"
      aria-label="Demonstration"
      className="flex flex-col gap-4 border-t border-line bg-card p-5 xl:fixed xl:inset-y-0 xl:right-0 xl:w-[32rem] xl:border-t-0 xl:border-l"
    >
      <div className="space-y-1">
        <h2>{label}</h2>
        <p className="wrap-anywhere text-sm text-ink-soft">
          You are {PERSONAS[guide.persona].name}, {guide.email}.
        </p>
      </div>
      <ol className="list-decimal space-y-1 pl-5">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <div className="flex flex-wrap items-start gap-3">
        {happen ? (
          <ActionForm action={runScenario} label="Let it happen" busy="Setting it up…" done="It is set up." />
        ) : null}
        <ActionForm
          action={endDemo}
          label="End the demonstration"
          busy="Ending the demonstration…"
          look="button-quiet"
        />
        <Link href="/demo">Another story</Link>
        <a href={inspector} target="_blank" rel="noreferrer" className="xl:hidden">
          Watch PostHog's side
        </a>
      </div>
      <iframe
        src={inspector}
        title="Calls to PostHog"
        loading="lazy"
        className="hidden w-full flex-1 rounded-xl border border-line xl:block"
      />
    </aside>
  );
}
