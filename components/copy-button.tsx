"use client";

import { useState } from "react";

type Outcome = "copied" | "refused";

const SAID_MS = 2000;

/**
 * Copies the text of the `code` element beside it, and says so. When the browser refuses, it selects that element.
 * Without JavaScript, the text can still be selected by hand.
 */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [outcome, setOutcome] = useState<Outcome | null>(null);

  async function copy(button: HTMLButtonElement): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome("copied");
      setTimeout(() => setOutcome(null), SAID_MS);
    } catch {
      const shown = button.closest("figure, dd")?.querySelector("code");
      if (shown) getSelection()?.selectAllChildren(shown);
      setOutcome("refused");
    }
  }

  return (
    <span className="inline-flex flex-wrap items-center justify-end gap-x-3 gap-y-1">
      <span role="status" className={outcome === "refused" ? "text-right text-sm" : "sr-only"}>
        {outcome === "copied" ? "Copied" : ""}
        {outcome === "refused" ? "Your browser refused. The text is selected: copy it yourself." : ""}
      </span>
      <button
        type="button"
        onClick={(event) => copy(event.currentTarget)}
        aria-label={label}
        className="button button-quiet button-small noscript:hidden"
      >
        {outcome === "copied" ? "Copied" : "Copy"}
      </button>
    </span>
  );
}
