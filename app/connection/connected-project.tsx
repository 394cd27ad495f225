import { ActionForm } from "@/components/action-form";
import { OpenInPostHog } from "@/components/open-in-posthog";
import { REGION_NAMES } from "@/components/region-names";
import { Scopes } from "@/components/scopes";
import { Section } from "@/components/section";
import { Snippet } from "@/components/snippet";
import { Timestamp } from "@/components/timestamp";
import type { Connection } from "@/lib/connection/connection";
import { SECTIONS } from "@/lib/connection/destinations";
import { projectPage } from "@/lib/connection/posthog-pages";
import { isReporting } from "@/lib/connection/reporting";
import { nodeSnippet, proxySnippet, webSnippet } from "@/lib/connection/snippets";
import { env } from "@/lib/env";
import { reportVisits, sendEvent } from "./actions";

interface ConnectedProjectProps {
  readonly connection: Connection;
  readonly project: NonNullable<Connection["project"]>;
}

export async function ConnectedProject({ connection, project }: ConnectedProjectProps) {
  const posthogUrl = env().posthogUrls[connection.region];
  const reporting = await isReporting();
  return (
    <div className="space-y-8">
      <div className="space-y-2">
        <p className="font-medium text-accent">Connected to PostHog</p>
        <h1 className="break-words">{project.name}</h1>
        <p className="text-ink-soft">{project.organizationName}</p>
      </div>
      <section aria-label="Open in PostHog" className="card space-y-4">
        <OpenInPostHog sections={SECTIONS} projectUrl={projectPage(connection)} />
        <p className="hint">
          New to PostHog? It asks you to confirm your e-mail address first: follow the link in its welcome
          mail.
        </p>
      </section>
      <Section id="install" title="Send your first event">
        <ActionForm action={sendEvent} label="Send a test event" look="button-quiet">
          <p className="text-ink-soft">See that it works: we send one event to your project from here.</p>
        </ActionForm>
        <ActionForm
          action={reportVisits}
          label={reporting ? "Stop reporting my visits" : "Report my visits"}
          look="button-quiet"
        >
          <input type="hidden" name="report" value={reporting ? "no" : "yes"} />
          <p className="text-ink-soft">
            {reporting
              ? "Your visits to these pages are events in your project, from this browser."
              : "Or be your own first visitor: report your visits to these pages to your project."}
          </p>
        </ActionForm>
        {project.proxyDomain ? (
          <Snippet
            title="In the browser, through your reverse proxy"
            code={proxySnippet(project, project.proxyDomain, posthogUrl)}
          />
        ) : null}
        <Snippet title="In the browser, with posthog-js" code={webSnippet(project)} />
        <Snippet title="On the server, with posthog-node" code={nodeSnippet(project)} />
      </Section>
      <Section id="details" title="Connection">
        <dl className="grid gap-x-6 sm:grid-cols-[auto_1fr] sm:gap-y-2">
          <Detail term="Region">{REGION_NAMES[connection.region]}</Detail>
          <Detail term="Project">
            {project.name} ({project.id})
          </Detail>
          <Detail term="Project token">
            <code className="text-sm break-all">{project.token}</code>
          </Detail>
          <Detail term="Connected">
            <Timestamp date={connection.connectedAt} />
          </Detail>
          <Detail term="Granted">
            <Scopes scopes={connection.scopes} />
          </Detail>
        </dl>
      </Section>
    </div>
  );
}

function Detail({ term, children }: { term: string; children: React.ReactNode }) {
  return (
    <>
      <dt className="mt-3 text-sm text-ink-soft sm:mt-0 sm:text-base">{term}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}
