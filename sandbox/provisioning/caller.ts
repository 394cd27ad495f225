import type { Context } from "hono";
import type { SandboxEnv } from "../http/env";

/** The caller's IP address, taken from the connection because headers can be forged. */
export function addressOf(c: Context<SandboxEnv>): string {
  return c.env.incoming.socket.remoteAddress ?? "unknown";
}
