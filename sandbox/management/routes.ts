import { Hono } from "hono";
import type { Region } from "../core/region";
import type { SandboxEnv } from "../http/env";
import { addDirectoryApi } from "./directory-api";
import { addProxyRecordApi } from "./proxy-record-api";
import { addSecretKeyApi } from "./secret-key-api";
import { addVerificationTokenApi } from "./verification-token-api";

/** The management APIs: tokens, proxies and keys, and the user, project and organization they belong to. */
export function managementRoutes(region: Region): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  addVerificationTokenApi(app, region);
  addProxyRecordApi(app, region);
  addSecretKeyApi(app, region);
  addDirectoryApi(app, region);
  // Protected resource metadata (RFC 9728). The `WWW-Authenticate` header of a 401 names this URL.
  app.get("/.well-known/oauth-protected-resource", (c) =>
    c.json({
      resource: region.origin,
      authorization_servers: [region.origin],
      bearer_methods_supported: ["header"],
    }),
  );
  return app;
}
