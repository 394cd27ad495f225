import { Hono } from "hono";
import type { Region } from "../core/region";
import type { SandboxEnv } from "../http/env";
import { mismatchRoutes } from "./account-mismatch";
import { assetRoutes } from "./assets";
import { logoRoutes } from "./client-logo";
import { consentRoutes } from "./consent";
import { deepLinkRoutes } from "./deep-link";
import { homeRoutes } from "./home";
import { loginRoutes } from "./login";
import { mailInboxRoutes } from "./mail-inbox";
import { PageProblem } from "./problem";
import { answerPageError, showProblem } from "./problem-page";
import { projectRoutes } from "./project";
import { protectPages } from "./security";
import { verifyEmailRoutes } from "./verify-email";

/** PostHog's pages, and further routes that share their error page and security headers. */
export function pageRoutes(region: Region, ...further: Hono<SandboxEnv>[]): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  app.onError(answerPageError(region));
  app.use(protectPages);
  const routes = [
    assetRoutes(),
    homeRoutes(region),
    loginRoutes(region),
    consentRoutes(region),
    logoRoutes(region),
    mismatchRoutes(region),
    deepLinkRoutes(region),
    verifyEmailRoutes(region),
    mailInboxRoutes(region),
    projectRoutes(region),
    ...further,
  ];
  for (const route of routes) app.route("/", route);

  // Browsers get an HTML 404; other clients get PostHog's JSON from the general handler.
  app.get("*", (c, next) =>
    isForBrowsers(c.req.path, c.req.header("accept"))
      ? showProblem(c, region, new PageProblem("not_found"))
      : next(),
  );
  return app;
}

const isForBrowsers = (path: string, accept = "") =>
  accept.includes("text/html") && !path.startsWith("/api/");
