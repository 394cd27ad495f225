import { ActionForm } from "@/components/action-form";
import { Link } from "@/components/link";
import { currentUser } from "@/lib/auth/session";
import { env } from "@/lib/platform/env";
import { nullIfRefused } from "@/lib/platform/failure";
import { endDemo, restartDemo } from "./actions";
import { EVENTS } from "./events";
import { readGuide } from "./guide";
import { Panel } from "./panel";
import { PERSONAS } from "./personas";
import { readProgress } from "./sandbox-control";
import { stepsOf } from "./steps";
import { readSetting } from "./story";

/** The steps of this browser's story and PostHog's side of it, shown beside every page. */
export async function DemoGuide() {
  const guide = await readGuide();
  if (!guide) return null;
  const { id, persona, event, email } = guide;
  const [setting, progress, user] = await Promise.all([
    readSetting().catch(() => null),
    readProgress(),
    currentUser().catch(nullIfRefused),
  ]);
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
      isSignedIn={user?.email === email}
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
