import type { Context } from "hono";
import type { Child } from "hono/jsx";
import { canAccessProject, findProject } from "../core/directory";
import type { Region } from "../core/region";
import type { SandboxEnv } from "../http/env";
import { PageProblem } from "./problem";
import { ProjectFrame } from "./project-frame";
import { renderPage } from "./render";
import { nameOfPath } from "./sections";
import { isSignedIn, loginPath, type ProjectVisit, readVisit } from "./visit";

/** `undefined` without a log-in. Throws unless the user is a member of the project's organization. */
export function findProjectVisit(c: Context<SandboxEnv>, region: Region): ProjectVisit | undefined {
  const visit = readVisit(c, region);
  if (!isSignedIn(visit)) return undefined;
  const project = findProject(region, Number(c.req.param("id")));
  const organization = project && region.store.organizations.get(project.organizationId);
  if (!organization) throw new PageProblem("not_found");
  if (!canAccessProject(region, visit.signedIn.user.id, project)) throw new PageProblem("no_access");
  return { ...visit, project, organization };
}

export const pathInProject = (path: string) => path.replace(/^\/project\/\d+/, "");

export function showProject(c: Context<SandboxEnv>, region: Region, content: (visit: ProjectVisit) => Child) {
  const visit = findProjectVisit(c, region);
  if (!visit) return c.redirect(loginPath(c));
  const path = pathInProject(c.req.path);
  return renderPage(
    c,
    { visit, title: `${nameOfPath(path)} · ${visit.project.name}`, width: "wide" },
    <ProjectFrame visit={visit} path={path}>
      {content(visit)}
    </ProjectFrame>,
  );
}
