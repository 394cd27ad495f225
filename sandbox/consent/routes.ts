import { Hono } from "hono";
import type { SandboxEnv } from "../http/app";
import type { Region } from "../region";

/** The browser's side of the flow: log-in, consent, deep links, e-mail verification. */
export function consentRoutes(_region: Region): Hono<SandboxEnv> {
  return new Hono<SandboxEnv>();
}
