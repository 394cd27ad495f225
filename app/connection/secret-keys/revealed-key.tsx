"use client";

import { CopyOnce } from "@/components/copy-once";
import { Snippet } from "@/components/snippet";
import { endpointSnippet, localFlagsSnippet } from "@/features/secret-keys/snippets";
import type { Connection } from "@/lib/connection/connection";

/** What the snippets need. */
export interface SnippetContext {
  readonly project: NonNullable<Connection["project"]>;
  readonly posthogUrl: string;
}

interface RevealedKeyProps extends SnippetContext {
  readonly label: string;
  readonly value: string;
  readonly scopes: readonly string[];
}

/** Shows a key's value, once. */
export function RevealedKey({ label, value, scopes, project, posthogUrl }: RevealedKeyProps) {
  return (
    <CopyOnce title={`Copy “${label}” now`} next="/connection/secret-keys">
      <p>
        This key will never be shown again: PostHog keeps no copy of it, and neither do we. Store it with your
        server’s other secrets.
      </p>
      <Snippet title="Your key" code={value} />
      <Snippet title="In your server’s environment" code={`POSTHOG_SECRET_KEY=${value}`} />
      {scopes.includes("feature_flag:read") ? (
        <Snippet title="Flags with posthog-node" code={localFlagsSnippet(project)} />
      ) : null}
      {scopes.includes("endpoint:read") ? (
        <Snippet title="An endpoint with curl" code={endpointSnippet(posthogUrl, project.id)} />
      ) : null}
    </CopyOnce>
  );
}
