import type { MiddlewareHandler } from "hono";
import type { Region } from "../core/region";
import type { SandboxEnv } from "./env";

/** Dates answers by the clock of the sandbox: a client with a key has to date its assertions by the same. */
export function dateAnswers(region: Region): MiddlewareHandler<SandboxEnv> {
  return async (c, next) => {
    await next();
    c.header("date", new Date(region.clock.now()).toUTCString());
  };
}
