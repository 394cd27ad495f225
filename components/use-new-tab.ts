"use client";

import { type FormEvent, useState, useSyncExternalStore, useTransition } from "react";
import type { ActionState } from "@/lib/platform/action-state";
import { callable, type FormAction } from "./call-action";
import { useFailure } from "./use-failure";

const WORDS = "Opening PostHog…";

const never = () => () => {};

/**
 * Opens links in a new tab. It opens a blank tab at once, because browsers allow that only during the click, and loads
 * the link there as soon as it is minted. When the browser refuses the tab, the link opens in the current one. After a
 * failure, or when this page is left, the blank tab is closed.
 */
export function useNewTab(mint: FormAction<string>) {
  const [state, setState] = useState<ActionState<string>>(null);
  const [pending, startTransition] = useTransition();
  // Without scripts, the form opens the link in the same tab, and does not offer a new one.
  const possible = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );

  function submit(event: FormEvent<HTMLFormElement>, inNewTab: boolean): void {
    setState(null);
    if (!inNewTab) return;
    event.preventDefault();
    const { nativeEvent } = event;
    const submitter = nativeEvent instanceof SubmitEvent ? nativeEvent.submitter : null;
    const form = new FormData(event.currentTarget, submitter);
    const tab = navigator.onLine ? openBlankTab() : null;
    startTransition(async () => {
      const result = await mintFor(tab, form);
      setState(result);
      const url = result?.ok ? result.value : undefined;
      if (!url) tab?.close();
      else if (tab) tab.location.replace(url);
      else window.location.assign(url);
    });
  }

  async function mintFor(tab: Window | null, form: FormData): Promise<ActionState<string>> {
    const close = () => tab?.close();
    addEventListener("pagehide", close);
    try {
      return await callable(mint)(null, form);
    } catch (error) {
      close();
      throw error;
    } finally {
      removeEventListener("pagehide", close);
    }
  }

  return { possible, pending, failure: useFailure(state, pending), submit };
}

function openBlankTab(): Window | null {
  const tab = window.open("", "_blank");
  if (tab) {
    // The page that opens there must not be able to navigate this one.
    tab.opener = null;
    tab.document.title = WORDS;
    tab.document.body.textContent = WORDS;
  }
  return tab;
}
