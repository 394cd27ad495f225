import { Hono } from "hono";
import type { SandboxEnv } from "../http/app";
import type { Region } from "../region";
import type { World } from "../world";

/** What a person meets in the browser: PostHog's pages, and the inspector. */
export function pageRoutes(_world: World, _region: Region): Hono<SandboxEnv> {
  return new Hono<SandboxEnv>();
}
