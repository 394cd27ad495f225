import { type Handler, Hono } from "hono";
import type { Region } from "../core/region";
import type { SandboxEnv } from "../http/env";
import { methodNotAllowed } from "../http/errors";
import { ABSENT_PATHS, answerAbsent, refuseProvisioningCodes } from "./absent";
import { introspectToken } from "./introspection";
import { revokeToken } from "./revocation";
import { describeServer } from "./server-metadata";

/** The part of PostHog's general OAuth server that concerns tokens of the provisioning API. */
export function oauthRoutes(region: Region): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  app.get("/.well-known/oauth-authorization-server", (c) => c.json(describeServer(region)));
  post(app, "/oauth/revoke", revokeToken(region));
  post(app, "/oauth/introspect", introspectToken(region));
  post(app, "/oauth/token", refuseProvisioningCodes());
  for (const path of ABSENT_PATHS.flatMap(bothForms)) app.all(path, answerAbsent);
  return app;
}

/** With and without a trailing slash. */
const bothForms = (path: string) => [path, `${path}/`];

function post(app: Hono<SandboxEnv>, path: string, handler: Handler<SandboxEnv>): void {
  for (const form of bothForms(path)) app.post(form, handler).all(methodNotAllowed);
}
