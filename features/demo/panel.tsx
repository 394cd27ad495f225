"use client";

import { type ReactNode, useEffect, useState } from "react";
import { ActionForm } from "@/components/action-form";
import { causeEvent } from "./actions";

interface PanelProps {
  /** The story's id. */
  readonly id: string;
  readonly title: string;
  readonly name: string;
  readonly email: string;
  readonly steps: readonly { readonly text: string; readonly isEvent: boolean }[];
  /** The button of the step that is an event. */
  readonly cause: { readonly label: string; readonly busy: string; readonly done: string } | undefined;
  /** The story's person is signed in. */
  readonly isSignedIn: boolean;
  /** How many steps were done when the page was rendered; null when the sandbox no longer tells this story. */
  readonly done: number | null;
  /** The origin of the sandbox. */
  readonly posthog: string;
  readonly children: ReactNode;
}

const SIGN_IN = "Press Sign in: the address is filled in.";
const COMPLETE = "The story is complete";

/**
 * The story beside the page: a column in wide windows, an expandable bar at the bottom of narrow ones. The iframe with
 * PostHog's calls reports when a step is done.
 */
export function Panel({
  id,
  title,
  name,
  email,
  steps,
  cause,
  isSignedIn,
  done,
  posthog,
  children,
}: PanelProps) {
  const reached = Math.max(done ?? 0, useReported(id, posthog));
  const isAwaited = !isSignedIn && reached === 0;
  const current = isAwaited ? { text: SIGN_IN } : steps[reached];
  const step = isAwaited ? "First" : `Step ${reached + 1} of ${steps.length}`;
  const where = current ? step : COMPLETE;
  return (
    <aside
      id="demo"
      aria-label="Demonstration"
      className="sticky bottom-0 z-10 border-t border-line bg-card xl:fixed xl:inset-y-0 xl:right-0 xl:w-[32rem] xl:border-t-0 xl:border-l"
    >
      <details className="group xl:h-full xl:[&::details-content]:h-full xl:[&::details-content]:[content-visibility:visible]">
        <summary className="flex min-h-14 cursor-pointer items-center gap-3 px-5 py-2 xl:hidden">
          <Chevron />
          <span className="line-clamp-2">
            <strong>
              {name} · {where}
            </strong>
            {current ? <span className="text-ink-soft">: {current.text}</span> : null}
          </span>
        </summary>
        <div className="flex max-h-[75dvh] flex-col gap-3 overflow-y-auto px-5 pb-4 xl:h-full xl:max-h-none xl:pt-4">
          <div>
            <h2>{title}</h2>
            <p className="wrap-anywhere text-sm text-ink-soft">
              You are {name}, {email}.
            </p>
          </div>
          {done === null ? (
            <p className="rounded-xl bg-accent-soft p-3 text-accent">
              The sandbox no longer tells this story. Restart it, or choose another one.
            </p>
          ) : null}
          {isAwaited ? (
            <p className="rounded-lg bg-accent-soft px-2 py-1 text-sm font-semibold text-accent">{SIGN_IN}</p>
          ) : null}
          <ol className="space-y-0.5 text-sm [&_form]:gap-1">
            {steps.map(({ text, isEvent }, index) => (
              <li
                key={text}
                aria-current={index === reached && !isAwaited ? "step" : undefined}
                className={`flex items-baseline gap-2.5 rounded-lg px-2 py-1 aria-[current=step]:bg-accent-soft aria-[current=step]:font-semibold aria-[current=step]:text-accent ${index < reached ? "text-ink-soft" : ""}`}
              >
                <span aria-hidden="true" className="w-5 shrink-0 text-right tabular-nums">
                  {index < reached ? "✓" : `${index + 1}.`}
                </span>
                {index < reached ? <span className="sr-only">Done: </span> : null}
                {isEvent && cause ? (
                  <ActionForm
                    action={causeEvent}
                    look={index === reached ? "button-primary" : "button-quiet"}
                    {...cause}
                  />
                ) : (
                  text
                )}
              </li>
            ))}
          </ol>
          {current ? null : (
            <p className="rounded-lg bg-good-soft px-2 py-1 text-sm font-semibold text-good">{COMPLETE}.</p>
          )}
          <p role="status" className="sr-only">
            {reached > (done ?? 0) ? where : ""}
          </p>
          <iframe
            src={`${posthog}/_sandbox/story/view`}
            title="Calls to PostHog"
            className="h-72 w-full shrink-0 rounded-xl border border-line xl:h-auto xl:min-h-52 xl:flex-1 xl:shrink"
          />
          {children}
        </div>
      </details>
    </aside>
  );
}

/** How many steps the iframe has reported as done. */
function useReported(story: string, origin: string): number {
  const [reported, setReported] = useState(0);
  useEffect(() => {
    const listen = (event: MessageEvent<{ story?: unknown; done?: unknown } | null>) => {
      if (event.origin !== origin || event.data?.story !== story) return;
      if (typeof event.data.done === "number") setReported(event.data.done);
    };
    addEventListener("message", listen);
    return () => removeEventListener("message", listen);
  }, [story, origin]);
  return reported;
}

function Chevron() {
  return (
    <svg aria-hidden="true" viewBox="0 0 12 8" className="w-3 shrink-0 group-open:rotate-180">
      <path d="m1 7 5-5 5 5" className="fill-none stroke-current stroke-2" />
    </svg>
  );
}
