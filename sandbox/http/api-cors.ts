import type { MiddlewareHandler } from "hono";
import { cors } from "hono/cors";

const SHARED = /^\/(?:api\/|oauth\/(?:token|revoke)\/?$)/;

/** Without `allowHeaders`, hono allows every header that a preflight asks for. */
const anyOrigin = cors({
  origin: "*",
  allowMethods: ["DELETE", "GET", "OPTIONS", "PATCH", "POST", "PUT"],
  maxAge: 86_400,
});

/**
 * Lets pages of any origin call the API without credentials. An OPTIONS request without
 * `Access-Control-Request-Method` is not a preflight and goes to its endpoint.
 */
export function shareApi(isExcluded: (path: string) => boolean): MiddlewareHandler {
  return (c, next) => {
    const { path, method } = c.req;
    if (!SHARED.test(path) || isExcluded(path)) return next();
    if (method !== "OPTIONS" || c.req.header("access-control-request-method")) return anyOrigin(c, next);
    c.header("Access-Control-Allow-Origin", "*");
    return next();
  };
}
