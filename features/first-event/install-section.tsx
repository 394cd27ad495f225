import { ActionForm } from "@/components/action-form";
import { Section } from "@/components/section";
import { Snippet } from "@/components/snippet";
import { Streamed } from "@/components/streamed";
import type { Connection } from "@/lib/connection/connection";
import { sendEvent } from "./actions";
import { findTestEvent } from "./arrival";
import { ArrivalNote, ArrivalSpace } from "./arrival-note";
import { READ_BACK } from "./scope";
import { nodeSnippet, webSnippet } from "./snippets";

interface InstallSectionProps {
  readonly connection: Connection;
  readonly project: NonNullable<Connection["project"]>;
  readonly whole: boolean;
}

export async function InstallSection({ connection, project, whole }: InstallSectionProps) {
  const isAwaited = connection.scopes.includes(READ_BACK) && (await findTestEvent()) !== null;
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
      {isAwaited ? (
        <Streamed whole={whole} fallback={<ArrivalSpace />}>
          <ArrivalNote />
        </Streamed>
      ) : null}
      <Snippet title="In the browser, with posthog-js" code={webSnippet(project)} />
      <Snippet title="On the server, with posthog-node" code={nodeSnippet(project)} />
    </Section>
  );
}
