import type { Context } from "hono";
import { Hono } from "hono";
import type { Child } from "hono/jsx";
import type { SandboxEnv } from "../http/app";
import type { Region } from "../region";
import { canAccessProject, findProject, listUserProjects } from "../store/directory";
import type { Organization, Project } from "../store/people";
import { PageProblem } from "./problem";
import { ProjectFrame } from "./project-frame";
import { ProjectHome } from "./project-home";
import { FeatureFlags, Insights, Replay, Unbuilt } from "./project-sections";
import { ProjectSettings } from "./project-settings";
import { renderPage } from "./render";
import { isProjectPath, nameOfPlace } from "./sections";
import { isSignedIn, loginPath, readVisit, type SignedInVisit } from "./visit";

/** Where a deep link leads: a project, seen by somebody who belongs to it. */
export interface ProjectVisit extends SignedInVisit {
  project: Project;
  organization: Organization;
}

export function projectRoutes(region: Region): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  const show = (path: string, content: (visit: ProjectVisit) => Child) =>
    app.get(`/project/:id{[0-9]+}${path}`, (c) => showProject(c, region, content));

  show("", (visit) => <ProjectHome visit={visit} />);
  show("/insights", (visit) => <Insights visit={visit} />);
  show("/replay", () => <Replay />);
  show("/feature_flags", () => <FeatureFlags />);
  show("/settings", (visit) => <ProjectSettings visit={visit} />);
  app.get("/project/:id{[0-9]+}/*", (c) =>
    showProject(c, region, () => <Unbuilt name={nameOfPlace(pathInProject(c.req.path))} />),
  );

  app.get("*", (c, next) => {
    if (!isProjectPath(c.req.path)) return next();
    const visit = readVisit(c, region);
    if (!isSignedIn(visit)) return Promise.resolve(c.redirect(loginPath(c)));
    const [project] = listUserProjects(region, visit.signedIn.user.id);
    if (!project) return next();
    const { pathname, search } = new URL(c.req.url);
    return Promise.resolve(c.redirect(`/project/${project.id}${pathname}${search}`));
  });

  return app;
}

const pathInProject = (path: string) => path.replace(/^\/project\/\d+/, "");

function showProject(c: Context<SandboxEnv>, region: Region, content: (visit: ProjectVisit) => Child) {
  const visit = readVisit(c, region);
  if (!isSignedIn(visit)) return c.redirect(loginPath(c));
  const project = findProject(region, Number(c.req.param("id")));
  const organization = project && region.store.organizations.get(project.organizationId);
  if (!organization) throw new PageProblem("not_found");
  if (!canAccessProject(region, visit.signedIn.user.id, project)) throw new PageProblem("no_access");
  const place = nameOfPlace(pathInProject(c.req.path));
  const projectVisit = { ...visit, project, organization };
  return renderPage(
    c,
    { visit, title: `${place} · ${project.name}`, width: "wide" },
    <ProjectFrame visit={projectVisit} path={pathInProject(c.req.path)}>
      {content(projectVisit)}
    </ProjectFrame>,
  );
}
