import { LinkedApps } from "./linked-apps";
import type { ProjectVisit } from "./visit";

export function ProjectSettings({ visit: { project, organization, region } }: { visit: ProjectVisit }) {
  return (
    <section class="card stack" aria-labelledby="settings">
      <h2 id="settings">Settings</h2>
      <dl class="facts">
        <dt>Project</dt>
        <dd>
          {project.name} ({project.id})
        </dd>
        <dt>Project token</dt>
        <dd>
          <code>{project.apiToken}</code>
        </dd>
        <dt>Host</dt>
        <dd>
          <code>{region.origin}</code>
        </dd>
        <dt>Organization</dt>
        <dd>
          {organization.name}
          <br />
          <code class="soft">{organization.id}</code>
        </dd>
        <dt>Linked apps</dt>
        <dd>
          <LinkedApps region={region} organization={organization} />
        </dd>
      </dl>
    </section>
  );
}
