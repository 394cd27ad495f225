import { Hono } from "hono";
import type { SandboxEnv } from "../http/app";
import type { Region } from "../region";

/** The REST APIs by which an organization manages its tokens, proxies and keys. */
export function managementRoutes(_region: Region): Hono<SandboxEnv> {
  return new Hono<SandboxEnv>();
}
