import type { Context } from "hono";
import type { SandboxEnv } from "../http/env";

/** The caller's address, from the connection itself: any header about it could be made up. */
export function addressOf(c: Context<SandboxEnv>): string {
  return c.env.incoming.socket.remoteAddress ?? "unknown";
}
