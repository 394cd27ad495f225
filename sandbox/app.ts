import { Hono } from "hono";
import { allowAnyOrigin, isSdkPath } from "./capture/cors";
import { captureRoutes } from "./capture/routes";
import { consentRoutes } from "./consent/routes";
import { controlRoutes } from "./control/routes";
import type { Region } from "./core/region";
import { flagRoutes } from "./flags/routes";
import { refuseUnknownHosts } from "./hosts";
import { shareApi } from "./http/api-cors";
import { limitBody } from "./http/body";
import { dateAnswers } from "./http/date";
import type { SandboxEnv } from "./http/env";
import { answerError, answerNotFound } from "./http/errors";
import { injectFaults } from "./http/fault-injection";
import { keepState, recordTraffic } from "./http/recording";
import { inspectorRoutes } from "./inspector/routes";
import { managementRoutes } from "./management/routes";
import { oauthRoutes } from "./oauth/routes";
import { pageRoutes } from "./pages/routes";
import { provisioningRoutes } from "./provisioning/routes";
import { queryRoutes } from "./query/routes";
import { storyRoutes } from "./story/routes";
import type { World } from "./world/world";

/**
 * Mounts the middleware and routes of one region. The first matching route handles a request.
 * @param options.isOpen Whether the sandbox listens beyond loopback, where clients may address it by IP.
 */
export function createApp(world: World, region: Region, options: { isOpen: boolean }): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  app.use(keepState(region), recordTraffic(region), refuseUnknownHosts(region, options));
  app.use("/api/*", dateAnswers(region));
  app.use(allowAnyOrigin, shareApi(isSdkPath), injectFaults(region), limitBody);
  app.route("/", controlRoutes(world, region));
  app.route("/", provisioningRoutes(region));
  app.route("/", oauthRoutes(region));
  app.route("/", consentRoutes(region));
  app.route("/", captureRoutes(region));
  app.route("/", managementRoutes(region));
  app.route("/", queryRoutes(region));
  app.route("/", flagRoutes(region));
  app.route("/", pageRoutes(region, inspectorRoutes(world, region), storyRoutes(world)));
  app.notFound(answerNotFound);
  app.onError(answerError);
  return app;
}
