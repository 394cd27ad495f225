import { type Handler, Hono, type MiddlewareHandler } from "hono";
import type { SandboxEnv } from "../http/app";
import { methodNotAllowed, notFound } from "../http/errors";
import type { Region } from "../region";
import type { Switches } from "../settings";
import { accountRequests } from "./account-requests";
import { mintDeepLink } from "./deep-links";
import { createResource, getResource, removeResource, rotateCredentials } from "./resources";
import { tokenEndpoint } from "./token-endpoint";

/** The API by which a partner creates accounts and projects, and opens them. */
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
  post(app, "/account_requests", accountRequests(region));
  post(app, "/resources", createResource(region));
  app.get("/resources/:id", getResource(region)).all(methodNotAllowed);
  post(app, "/resources/:id/rotate_credentials", rotateCredentials(region));
  post(app, "/resources/:id/remove", removeResource(region));
  post(app, "/deep_links", mintDeepLink(region));
  return app;
}

function post(app: Hono<SandboxEnv>, path: string, handler: Handler<SandboxEnv>): void {
  app.post(path, handler).all(methodNotAllowed);
}

type ExistenceSwitch = "hasClientRegistration" | "hasLimits" | "hasServices" | "hasAliases";

/** A route that this profile does not have is not there at all, whatever the method. */
function existsWith(region: Region, name: ExistenceSwitch & keyof Switches): MiddlewareHandler<SandboxEnv> {
  return async (_c, next) => {
    if (!region.settings.switches[name]) throw notFound("Endpoint not found.");
    await next();
  };
}
