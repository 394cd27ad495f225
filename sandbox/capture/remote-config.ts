import { Hono } from "hono";
import { findProjectByToken } from "../core/directory";
import type { Region } from "../core/region";
import { listFeatureFlags } from "../flags/feature-flags";
import type { SandboxEnv } from "../http/env";
import { notFound } from "../http/errors";
import type { Project } from "../store/people";
import { readBundle } from "./bundles";

/** The default configuration of a new project: events and autocapture on, opt-in products off. */
export function projectConfig(region: Region, project: Project) {
  return {
    token: project.apiToken,
    supportedCompression: ["gzip", "gzip-js"],
    hasFeatureFlags: listFeatureFlags(region, project).length > 0,
    captureDeadClicks: false,
    capturePerformance: false,
    autocapture_opt_out: false,
    autocaptureExceptions: false,
    analytics: { endpoint: "/i/v0/e/" },
    elementsChainAsString: true,
    errorTracking: { autocaptureExceptions: false, suppressionRules: [] },
    logs: { captureConsoleLogs: false },
    sessionRecording: false,
    heatmaps: false,
    conversations: false,
    surveys: false,
    productTours: false,
    defaultIdentifiedOnly: true,
    siteApps: [],
  };
}

/** The project configuration that posthog-js loads first, as JSON or as a script. */
export function remoteConfigRoutes(region: Region): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  const find = (token: string) => {
    const project = findProjectByToken(region, token);
    if (!project) throw notFound();
    return project;
  };
  app.get("/array/:token/config", (c) => c.json(projectConfig(region, find(c.req.param("token")))));
  app.get("/array/:token/config.js", (c) => {
    const script = configScript(region, find(c.req.param("token")));
    return c.body(script, 200, { "content-type": "application/javascript" });
  });
  app.get("/array/:token/array.js", async (c) => {
    const config = configScript(region, find(c.req.param("token")));
    const bundle = await readBundle("array.js");
    if (!bundle) throw notFound();
    return c.body(`${config}\n${bundle}`, 200, { "content-type": "application/javascript" });
  });
  return app;
}

function configScript(region: Region, project: Project): string {
  const token = JSON.stringify(project.apiToken);
  const value = JSON.stringify({ config: projectConfig(region, project), siteApps: [] });
  return (
    "(function() {\n" +
    "  window._POSTHOG_REMOTE_CONFIG = window._POSTHOG_REMOTE_CONFIG || {};\n" +
    `  window._POSTHOG_REMOTE_CONFIG[${token}] = ${value};\n` +
    "})();"
  );
}
