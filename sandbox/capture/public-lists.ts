import { Hono } from "hono";
import { findProjectByToken } from "../core/directory";
import type { Region } from "../core/region";
import type { SandboxEnv } from "../http/env";
import { ApiError } from "../http/errors";

/** Lists that SDKs request with a project token. In the sandbox they are always empty. */
const LISTS = {
  "/api/surveys/": { surveys: [], survey_config: null },
  "/api/web_experiments/": { experiments: [] },
  "/api/product_tours/": { product_tours: [] },
} as const;

const WHERE = "You can find your project API key in your PostHog project settings.";
const refuse = (code: string, detail: string) =>
  new ApiError(401, "authentication_error", code, `${detail} ${WHERE}`);

export function publicListRoutes(region: Region): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  for (const [path, list] of Object.entries(LISTS)) {
    app.on("GET", [path, path.slice(0, -1)], (c) => {
      const token = c.req.query("token") ?? c.req.query("api_key");
      if (!token) throw refuse("missing_api_key", "API key not provided.");
      if (!findProjectByToken(region, token)) throw refuse("invalid_api_key", "Project API key invalid.");
      return c.json(list);
    });
  }
  return app;
}
