import { Hono } from "hono";
import type { SandboxEnv } from "../http/app";
import type { Region } from "../region";

/** Where PostHog's SDKs send events. */
export function captureRoutes(_region: Region): Hono<SandboxEnv> {
  return new Hono<SandboxEnv>();
}
