import type { Context, Hono } from "hono";
import { findLevel } from "../core/directory";
import type { Region } from "../core/region";
import type { Switches } from "../core/settings";
import type { SandboxEnv } from "../http/env";
import { methodNotAllowed } from "../http/errors";
import { authenticate, type Caller, isSafe } from "./credentials";
import type { Family } from "./families";
import { findPermitted, type Place } from "./permissions";
import { refuseUnknownProjectTokens } from "./reserved-names";
import { throttle } from "./throttle";

/** A request that has passed the shared checks. */
export type Call<P extends Place> = P & { c: Context<SandboxEnv>; region: Region; caller: Caller };

interface Operation<P extends Place> {
  /** The access that a key's or token's scope must include. `null`: only a browser session is accepted. */
  access: "read" | "write" | null;
  /** If absent, the method gets a 405, but only after all other checks have passed. */
  handle?: (call: Call<P>) => Response | Promise<Response>;
}

/** Operations by HTTP method. A missing method has no scope, so keys and tokens are refused before the 405. */
export type Operations<P extends Place> = Partial<Record<string, Operation<P>>>;

/** Adds a route with the checks that all management routes share, in PostHog's order. */
export function manage<P extends Place>(
  app: Hono<SandboxEnv>,
  region: Region,
  family: Family<P>,
  path: string,
  operationsFor: (switches: Switches) => Operations<P>,
): void {
  const handler = async (c: Context<SandboxEnv>) => {
    const { method } = c.req;
    const operation = findOperation(operationsFor(region.settings.switches), method);
    const caller = await authenticate(c, region, family.authenticators);
    await refuseUnknownProjectTokens(c, region);
    const required = operation?.access ? `${family.object}:${operation.access}` : null;
    const place = findPermitted(region, caller, required, () => family.find(c, region, caller.user));
    if (!findLevel(region, caller.user.id, place.organization.id)) family.refuseOutsider();
    if (!isSafe(method)) family.requireWriter(region, caller, place);
    throttle(region, caller);
    if (!operation?.handle) return methodNotAllowed(c);
    return operation.handle({ ...place, c, region, caller });
  };
  app.all(path, handler);
  app.all(`${path}/`, handler);
}

function findOperation<P extends Place>(operations: Operations<P>, method: string): Operation<P> | undefined {
  if (method === "HEAD") return operations.HEAD ?? operations.GET;
  return operations[method] ?? (method === "OPTIONS" ? describeOperation() : undefined);
}

function describeOperation<P extends Place>(): Operation<P> {
  return {
    access: "read",
    handle: ({ c }) =>
      c.json({
        renders: ["application/json"],
        parses: ["application/json", "application/x-www-form-urlencoded", "multipart/form-data"],
      }),
  };
}
