import { Hono } from "hono";
import type { Region } from "../core/region";
import type { SandboxEnv } from "../http/env";
import { bundleRoutes } from "./bundles";
import { answerCaptureError } from "./errors";
import { eventRoutes } from "./events";
import { flagRoutes } from "./flags";
import { publicListRoutes } from "./public-lists";
import { remoteConfigRoutes } from "./remote-config";

/** The endpoints that PostHog's SDKs call. They authenticate only with the project token. */
export function captureRoutes(region: Region): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  app.onError(answerCaptureError);
  app.route("/", eventRoutes(region));
  app.route("/", flagRoutes(region));
  app.route("/", remoteConfigRoutes(region));
  app.route("/", publicListRoutes(region));
  app.route("/", bundleRoutes());
  return app;
}
