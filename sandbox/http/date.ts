import type { MiddlewareHandler } from "hono";
import type { Region } from "../core/region";
import type { SandboxEnv } from "./env";

/** Sets `Date` from the sandbox's clock, which clients use for the `iat` and `exp` of their assertions. */
export function dateAnswers(region: Region): MiddlewareHandler<SandboxEnv> {
  return async (c, next) => {
    await next();
    c.header("date", new Date(region.clock.now()).toUTCString());
  };
}
