"use client";

import { type FormEvent, useEffect, useState, useSyncExternalStore, useTransition } from "react";
import type { ActionState } from "@/lib/platform/action-state";
import { OFFLINE } from "./offline";
import type { FormAction } from "./use-form";

const WORDS = "Opening PostHog…";

const never = () => () => {};

/**
 * Opens links in a new tab: a blank one at once, because browsers allow new tabs only during the click, and the link
 * in it as soon as it is minted. Where the browser refuses the tab, the current one is used; after a failure the
 * blank one is closed.
 */
export function useNewTab(mint: FormAction<string>) {
  const [state, setState] = useState<ActionState<string>>(null);
  useEffect(() => {
    const forget = () => setState((last) => (last === OFFLINE ? null : last));
    addEventListener("online", forget);
    return () => removeEventListener("online", forget);
  }, []);
  const [pending, startTransition] = useTransition();
  // Without scripts the form works in the same tab, and offers nothing else.
  const possible = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );

  function submit(event: FormEvent<HTMLFormElement>, inNewTab: boolean): void {
    setState(null);
    // Without a network, React's own submission ends on the error page. Only a request shows whether there is none: a
    // browser that reports to be offline may still reach a server on its own machine.
    if (!inNewTab && navigator.onLine) return;
    event.preventDefault();
    const { nativeEvent } = event;
    const submitter = nativeEvent instanceof SubmitEvent ? nativeEvent.submitter : null;
    const form = new FormData(event.currentTarget, submitter);
    const tab = navigator.onLine ? openBlankTab() : null;
    startTransition(async () => {
      const result = await mint(null, form).catch((error) => {
        tab?.close();
        // What `fetch` throws when nothing came back.
        if (error instanceof TypeError) return OFFLINE;
        throw error;
      });
      setState(result);
      const url = result?.ok ? result.value : undefined;
      if (!url) tab?.close();
      else if (tab) tab.location.replace(url);
      else window.location.assign(url);
    });
  }

  const failure = state && !state.ok ? state : null;
  return { possible, pending, failure, submit };
}

function openBlankTab(): Window | null {
  const tab = window.open("", "_blank");
  if (tab) {
    // What opens there must not be able to steer this page.
    tab.opener = null;
    tab.document.title = WORDS;
    tab.document.body.textContent = WORDS;
  }
  return tab;
}
