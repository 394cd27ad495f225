import Link from "next/link";
import { ActionForm } from "@/components/action-form";
import { env } from "@/lib/platform/env";
import { endDemo, restartDemo } from "./actions";
import { EVENTS } from "./events";
import { readGuide } from "./guide";
import { Panel } from "./panel";
import { PERSONAS } from "./personas";
import { readProgress } from "./sandbox-control";
import { stepsOf } from "./steps";
import { readSetting } from "./story";

/** The steps of the story in this browser, beside every page, with PostHog's side of it. */
export async function DemoGuide() {
  const guide = await readGuide();
  if (!guide) return null;
  const { id, persona, event, email } = guide;
  const [setting, progress] = await Promise.all([readSetting().catch(() => null), readProgress()]);
  if (!setting) return null;
  const { label, cause } = EVENTS[event];
  return (
    <Panel
      key={id}
      id={id}
      title={label}
      name={PERSONAS[persona].name}
      email={email}
      steps={stepsOf(persona, event, setting).map(({ text, cue }) => ({ text, isEvent: cue === "event" }))}
      cause={cause ? { label: cause.button, busy: cause.busy, done: cause.done } : undefined}
      done={progress?.id === id ? progress.done : null}
      posthog={env().posthogUrls.US}
    >
      <div className="flex flex-wrap gap-2">
        <ActionForm
          action={restartDemo}
          label="Restart this story"
          busy="Starting again…"
          look="button-quiet button-small"
        />
        <Link href="/demo" className="button button-quiet button-small">
          Another story
        </Link>
        <ActionForm
          action={endDemo}
          label="End the demonstration"
          busy="Ending the demonstration…"
          look="button-quiet button-small"
        />
      </div>
    </Panel>
  );
}
