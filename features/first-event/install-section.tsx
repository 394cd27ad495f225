import { ActionForm } from "@/components/action-form";
import { Section } from "@/components/section";
import { Snippet } from "@/components/snippet";
import { Streamed } from "@/components/streamed";
import type { Connection } from "@/lib/connection/connection";
import { sendEvent } from "./actions";
import { ArrivalNote } from "./arrival-note";
import { READ_BACK } from "./scope";
import { nodeSnippet, webSnippet } from "./snippets";

interface InstallSectionProps {
  readonly connection: Connection;
  readonly project: NonNullable<Connection["project"]>;
  readonly whole: boolean;
}

export function InstallSection({ connection, project, whole }: InstallSectionProps) {
  return (
    <Section id="install" title="Send your first event">
      <ActionForm
        action={sendEvent}
        label="Send a test event"
        busy="Sending a test event…"
        look="button-quiet"
      >
        <p className="text-ink-soft">See that it works: we send one event to your project from here.</p>
      </ActionForm>
      {connection.scopes.includes(READ_BACK) ? (
        <Streamed whole={whole} fallback={null}>
          <ArrivalNote />
        </Streamed>
      ) : null}
      <Snippet title="In the browser, with posthog-js" code={webSnippet(project)} />
      <Snippet title="On the server, with posthog-node" code={nodeSnippet(project)} />
    </Section>
  );
}
