import type { MiddlewareHandler } from "hono";
import { cors } from "hono/cors";

const SDK_PATHS =
  /^\/(?:(?:batch|capture|e|engage|track|s|i|flags|decide|array|static)(?:\/|$)|api\/(?:surveys|web_experiments|product_tours)\/?$)/;

export const isSdkPath = (path: string) => SDK_PATHS.test(path);

const reflectOrigin = cors({
  origin: (origin) => origin,
  credentials: true,
  allowMethods: ["GET", "POST", "OPTIONS"],
});

/**
 * Pages of any origin may send events. Runs before the body limit and fault injection: without CORS headers on
 * those responses, the SDK would see only a network error instead of the status.
 */
export const allowAnyOrigin: MiddlewareHandler = (c, next) =>
  isSdkPath(c.req.path) ? reflectOrigin(c, next) : next();
