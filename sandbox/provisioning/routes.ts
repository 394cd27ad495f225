import { Hono } from "hono";
import type { SandboxEnv } from "../http/app";
import type { Region } from "../region";

/** The API by which a partner creates accounts and projects, and opens them. */
export function provisioningRoutes(_region: Region): Hono<SandboxEnv> {
  return new Hono<SandboxEnv>();
}
