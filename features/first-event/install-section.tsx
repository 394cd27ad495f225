import { ActionForm } from "@/components/action-form";
import { Section } from "@/components/section";
import { Snippet } from "@/components/snippet";
import type { Connection } from "@/lib/connection/connection";
import { sendEvent } from "./actions";
import { nodeSnippet, webSnippet } from "./snippets";

interface InstallSectionProps {
  readonly project: NonNullable<Connection["project"]>;
}

export function InstallSection({ project }: InstallSectionProps) {
  return (
    <Section id="install" title="Send your first event">
      <ActionForm action={sendEvent} label="Send a test event" look="button-quiet">
        <p className="text-ink-soft">See that it works: we send one event to your project from here.</p>
      </ActionForm>
      <Snippet title="In the browser, with posthog-js" code={webSnippet(project)} />
      <Snippet title="On the server, with posthog-node" code={nodeSnippet(project)} />
    </Section>
  );
}
