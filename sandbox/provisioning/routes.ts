import { type Handler, Hono, type MiddlewareHandler } from "hono";
import type { Region } from "../core/region";
import type { Switches } from "../core/settings";
import type { SandboxEnv } from "../http/env";
import { methodNotAllowed, notFound } from "../http/errors";
import { accountRequests } from "./account-requests";
import { clientRegistration } from "./client-registration";
import { mintDeepLink } from "./deep-links";
import { readLimits } from "./limits";
import { createResource, getResource, removeResource, rotateCredentials } from "./resources";
import { updateService } from "./service-update";
import { health, listServices } from "./services";
import { tokenEndpoint } from "./token-endpoint";

/** The provisioning API: accounts, tokens, projects and deep links. */
export function provisioningRoutes(region: Region): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  const endpoints = provisioningEndpoints(region);
  const token = tokenEndpoint(region);
  app.route("/api/agentic/provisioning", endpoints);
  post(app, "/api/agentic/oauth/token", token);
  app.use("/api/provisioning/*", existsWith(region, "hasAliases"));
  app.route("/api/provisioning", endpoints);
  post(app, "/api/provisioning/oauth/token", token);
  return app;
}

function provisioningEndpoints(region: Region): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  app.use("/client_registration", existsWith(region, "hasClientRegistration"));
  post(app, "/client_registration", clientRegistration(region));
  post(app, "/account_requests", accountRequests(region));
  post(app, "/resources", createResource(region));
  app.get("/resources/:id", getResource(region)).all(methodNotAllowed);
  post(app, "/resources/:id/rotate_credentials", rotateCredentials(region));
  post(app, "/resources/:id/remove", removeResource(region));
  post(app, "/deep_links", mintDeepLink(region));
  app.use("/limits", existsWith(region, "hasLimits"));
  post(app, "/limits", readLimits(region));
  for (const path of ["/health", "/services", "/resources/:id/update_service"]) {
    app.use(path, existsWith(region, "hasServices"));
  }
  app.get("/health", health(region)).all(methodNotAllowed);
  app.get("/services", listServices(region)).all(methodNotAllowed);
  post(app, "/resources/:id/update_service", updateService(region));
  return app;
}

function post(app: Hono<SandboxEnv>, path: string, handler: Handler<SandboxEnv>): void {
  app.post(path, handler).all(methodNotAllowed);
}

type ExistenceSwitch = Extract<keyof Switches, `has${string}`>;

/** A route that the profile does not have gets a 404 for every method. */
function existsWith(region: Region, name: ExistenceSwitch): MiddlewareHandler<SandboxEnv> {
  return async (_c, next) => {
    if (!region.settings.switches[name]) throw notFound("Endpoint not found.");
    await next();
  };
}
