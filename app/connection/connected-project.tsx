import { Detail } from "@/components/detail";
import { OpenInPostHog } from "@/components/open-in-posthog";
import { REGION_NAMES } from "@/components/region-names";
import { Section } from "@/components/section";
import { features, scopeReasons } from "@/features";
import type { Connection } from "@/lib/connection/connection";
import { offeredSections } from "@/lib/connection/destinations";
import { projectPage } from "@/lib/connection/posthog-pages";
import { mintLink, openInPostHog } from "./actions";

interface ProjectProps {
  readonly connection: Connection;
  readonly project: NonNullable<Connection["project"]>;
}

/** The button, and the sections that features add for a project. */
export function ConnectedProject({ connection, project, whole }: ProjectProps & { whole: boolean }) {
  return (
    <>
      <section id="open" aria-label="Open in PostHog" className="card space-y-4">
        <OpenInPostHog
          open={openInPostHog}
          mint={mintLink}
          sections={offeredSections()}
          projectUrl={projectPage(connection)}
        />
        <p className="hint">
          New to PostHog? It may ask you to verify your e-mail address first. Its welcome e-mail explains how.
        </p>
      </section>
      {features.map(({ id, ProjectSection }) =>
        ProjectSection ? (
          <ProjectSection key={id} connection={connection} project={project} whole={whole} />
        ) : null,
      )}
    </>
  );
}

/** The connected project, its region and the granted scopes. */
export function ConnectionDetails({ connection, project }: ProjectProps) {
  return (
    <Section id="details" title="Connection">
      <dl className="space-y-3">
        <Detail term="Region">{REGION_NAMES[connection.region]}</Detail>
        <Detail term="Project">
          {project.name} ({project.id})
        </Detail>
        <Detail term="Project token">
          <code className="break-all">{project.token}</code>
        </Detail>
        <Detail term="Granted">
          <ul className="space-y-2">
            {connection.scopes.map((scope) => (
              <li key={scope}>
                <code>{scope}</code>{" "}
                <span className="block text-sm text-ink-soft">{scopeReasons[scope]}</span>
              </li>
            ))}
          </ul>
        </Detail>
      </dl>
    </Section>
  );
}
