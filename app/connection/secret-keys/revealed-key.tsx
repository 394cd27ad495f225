"use client";

import Link from "next/link";
import { useEffect, useRef } from "react";
import { Snippet } from "@/components/snippet";
import type { Connection } from "@/lib/connection/connection";
import { endpointSnippet, localFlagsSnippet } from "@/lib/connection/snippets";

/** What the lines to paste need to know. */
export interface Surroundings {
  readonly project: NonNullable<Connection["project"]>;
  readonly posthogUrl: string;
}

interface RevealedKeyProps extends Surroundings {
  readonly label: string;
  readonly value: string;
  readonly scopes: readonly string[];
}

/**
 * A key's value, this once: it lives in the answer to the form and in this page's memory. With JavaScript nothing
 * closes it by accident; without, it is simply what the page says.
 */
export function RevealedKey({ label, value, scopes, project, posthogUrl }: RevealedKeyProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.close();
    dialog.current?.showModal();
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, []);
  return (
    <dialog
      ref={dialog}
      open
      aria-labelledby="copy-now"
      className="sheet card space-y-5"
      onCancel={(event) => event.preventDefault()}
      // Browsers close a dialog on the second Escape whatever `cancel` says.
      onClose={() => dialog.current?.open || dialog.current?.showModal()}
    >
      <h2 id="copy-now">Copy “{label}” now</h2>
      <p>
        This key will never be shown again: PostHog keeps no copy of it, and neither do we. Put it where your
        server finds its secrets.
      </p>
      <Snippet title="Your key" code={value} />
      <Snippet title="In your server’s environment" code={`POSTHOG_SECRET_KEY=${value}`} />
      {scopes.includes("feature_flag:read") ? (
        <Snippet title="Flags with posthog-node" code={localFlagsSnippet(project)} />
      ) : null}
      {scopes.includes("endpoint:read") ? (
        <Snippet title="An endpoint with curl" code={endpointSnippet(posthogUrl, project.id)} />
      ) : null}
      <Link href="/connection/secret-keys" className="button button-primary w-full">
        I have stored it
      </Link>
    </dialog>
  );
}
