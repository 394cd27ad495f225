import type { MiddlewareHandler } from "hono";
import { cors } from "hono/cors";

const SDK_PATHS =
  /^\/(?:(?:batch|capture|e|engage|track|s|i|flags|decide|array|static)(?:\/|$)|api\/(?:surveys|web_experiments|product_tours)\/?$)/;

export const isSdkPath = (path: string) => SDK_PATHS.test(path);

const mirror = cors({
  origin: (origin) => origin,
  credentials: true,
  allowMethods: ["GET", "POST", "OPTIONS"],
});

/**
 * A page of any site may send events: the project token is all there is to know. Stands before the body limit and
 * the faults, so that a browser shows the SDK their status too and not a nameless network error.
 */
export const allowAnyOrigin: MiddlewareHandler = (c, next) =>
  isSdkPath(c.req.path) ? mirror(c, next) : next();
