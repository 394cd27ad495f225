import { Hono } from "hono";
import type { Child } from "hono/jsx";
import { listUserProjects } from "../core/directory";
import type { Region } from "../core/region";
import type { SandboxEnv } from "../http/env";
import { featureFlagsPage } from "./feature-flags";
import { Insights } from "./insights";
import { ProjectHome } from "./project-home";
import { MissingPage, Replay } from "./project-sections";
import { ProjectSettings } from "./project-settings";
import { pathInProject, showProject } from "./project-visit";
import { isProjectPath, nameOfPath } from "./sections";
import { personalApiKeysPage } from "./settings/personal-api-keys";
import { proxyRecordsPage } from "./settings/proxy-records";
import { secretKeysPage } from "./settings/secret-keys";
import { addSettingsPage } from "./settings/settings-page";
import { verificationTokensPage } from "./settings/verification-tokens";
import type { ProjectVisit } from "./visit";
import { isSignedIn, loginPath, readVisit } from "./visit";

const SETTINGS_PAGES = [
  featureFlagsPage,
  secretKeysPage,
  proxyRecordsPage,
  verificationTokensPage,
  personalApiKeysPage,
];

/** A project's pages: the targets of deep links. */
export function projectRoutes(region: Region): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  const show = (path: string, content: (visit: ProjectVisit, query: Record<string, string>) => Child) =>
    app.get(`/project/:id{[0-9]+}${path}`, (c) =>
      showProject(c, region, (visit) => content(visit, c.req.query())),
    );

  show("", (visit) => <ProjectHome visit={visit} />);
  show("/insights", (visit, { period, event }) => <Insights visit={visit} period={period} event={event} />);
  show("/replay", () => <Replay />);
  show("/settings", (visit) => <ProjectSettings visit={visit} />);
  for (const page of SETTINGS_PAGES) addSettingsPage(app, region, page);
  app.get("/project/:id{[0-9]+}/*", (c) =>
    showProject(c, region, () => <MissingPage name={nameOfPath(pathInProject(c.req.path))} />),
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
