import type { Child } from "hono/jsx";
import { findSection, SECTION_GROUPS } from "./sections";
import type { ProjectVisit } from "./visit";

interface ProjectFrameProps {
  visit: ProjectVisit;
  path: string;
  children: Child;
}

/** The header and navigation of a project's pages. */
export function ProjectFrame({ visit, path, children }: ProjectFrameProps) {
  const { project, organization, region, signedIn } = visit;
  const current = findSection(path);
  return (
    <div class="stack">
      <div>
        <p class="soft">
          {organization.name}, {region.name} region
        </p>
        <div class="row-between">
          <h1>{project.name}</h1>
          <p class="soft">
            You are here as <strong class="breakable">{signedIn.user.name || signedIn.user.email}</strong>
          </p>
        </div>
      </div>
      <div class="split">
        <nav class="side-nav" aria-label="Project">
          {SECTION_GROUPS.map((sections) => (
            <ul>
              {sections.map((section) => (
                <li>
                  <a
                    href={`/project/${project.id}${section.path}`}
                    aria-current={section === current ? "page" : undefined}
                  >
                    {section.name}
                  </a>
                </li>
              ))}
            </ul>
          ))}
        </nav>
        <div class="stack">{children}</div>
      </div>
    </div>
  );
}
