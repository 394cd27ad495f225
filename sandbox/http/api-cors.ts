import type { MiddlewareHandler } from "hono";
import { cors } from "hono/cors";

const SHARED = /^\/(?:api\/|oauth\/(?:token|revoke)\/?$)/;

/** No `allowHeaders`: every header that a preflight asks for is allowed. */
const anyOrigin = cors({
  origin: "*",
  allowMethods: ["DELETE", "GET", "OPTIONS", "PATCH", "POST", "PUT"],
  maxAge: 86_400,
});

/**
 * Pages of any origin may call the API, without credentials: a browser never sends the cookie to `*`. An OPTIONS
 * request that asks for no method is not a preflight and goes to its endpoint.
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
