import { OpenInPostHog } from "@/components/open-in-posthog";
import { REGION_NAMES } from "@/components/region-names";
import { Section } from "@/components/section";
import { Timestamp } from "@/components/timestamp";
import { features, scopeReasons } from "@/features";
import type { Connection } from "@/lib/connection/connection";
import { offeredSections } from "@/lib/connection/destinations";
import { projectPage } from "@/lib/connection/posthog-pages";
import { mintLink, openInPostHog } from "./actions";

interface ConnectedProjectProps {
  readonly connection: Connection;
  readonly project: NonNullable<Connection["project"]>;
}

export function ConnectedProject({ connection, project }: ConnectedProjectProps) {
  return (
    <div className="space-y-8">
      <div className="space-y-2">
        <p className="font-medium text-accent">Connected to PostHog</p>
        <h1 className="break-words">{project.name}</h1>
        <p className="text-ink-soft">{project.organizationName}</p>
      </div>
      <section aria-label="Open in PostHog" className="card space-y-4">
        <OpenInPostHog
          open={openInPostHog}
          mint={mintLink}
          sections={offeredSections()}
          projectUrl={projectPage(connection)}
        />
        <p className="hint">
          New to PostHog? It may ask you to confirm your e-mail address first: its welcome mail says how.
        </p>
      </section>
      {features.map(({ id, ProjectSection }) =>
        ProjectSection ? <ProjectSection key={id} connection={connection} project={project} /> : null,
      )}
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
            <ul>
              {connection.scopes.map((scope) => (
                <li key={scope}>
                  <code>{scope}</code> <span className="hint">{scopeReasons[scope]}</span>
                </li>
              ))}
            </ul>
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
