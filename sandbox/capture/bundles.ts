import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Hono } from "hono";
import type { SandboxEnv } from "../http/env";

const require = createRequire(import.meta.url);

/** One folder, no paths: what follows `/static/` in a URL comes from anybody. */
const BUNDLE = /^[a-z0-9]+(?:[.-][a-z0-9]+)*\.js$/;

/** A script of the installed posthog-js: the library itself, or a part that it loads when it needs it. */
export async function readBundle(name: string): Promise<string | undefined> {
  if (!BUNDLE.test(name)) return undefined;
  try {
    return await readFile(join(dirname(require.resolve("posthog-js")), name), "utf8");
  } catch {
    return undefined;
  }
}

/**
 * PostHog's own address serves posthog-js and its parts, so that the snippet in a page can load them. The version
 * in the URL is not compared: there is one, the installed one.
 */
export function bundleRoutes(): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  app.on("GET", ["/static/:name", "/static/:version/:name"], async (c, next) => {
    const bundle = await readBundle(c.req.param("name") ?? "");
    // The sandbox's own pages keep their files under the same path.
    if (bundle === undefined) return next();
    return c.body(bundle, 200, { "content-type": "application/javascript" });
  });
  return app;
}
