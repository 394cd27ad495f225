import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Hono } from "hono";
import type { SandboxEnv } from "../http/env";

const require = createRequire(import.meta.url);

/** File names only, no paths: the name comes from an untrusted URL. */
const BUNDLE = /^[a-z0-9]+(?:[.-][a-z0-9]+)*\.js$/;

/** A script of the installed posthog-js package: the library, or a bundle that it loads on demand. */
export async function readBundle(name: string): Promise<string | undefined> {
  if (!BUNDLE.test(name)) return undefined;
  try {
    return await readFile(join(dirname(require.resolve("posthog-js")), name), "utf8");
  } catch {
    return undefined;
  }
}

/**
 * Serves posthog-js, which the snippet in a web page loads from PostHog's host. The version in the URL is ignored:
 * the installed version is served.
 */
export function bundleRoutes(): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  app.on("GET", ["/static/:name", "/static/:version/:name"], async (c, next) => {
    const bundle = await readBundle(c.req.param("name") ?? "");
    // The sandbox's own pages have their assets under the same path.
    if (bundle === undefined) return next();
    return c.body(bundle, 200, { "content-type": "application/javascript" });
  });
  return app;
}
