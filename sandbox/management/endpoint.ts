import type { Context, Hono } from "hono";
import { findLevel } from "../core/directory";
import type { Region } from "../core/region";
import type { Switches } from "../core/settings";
import type { SandboxEnv } from "../http/env";
import { methodNotAllowed } from "../http/errors";
import { authenticate, type Caller, isSafe } from "./credentials";
import type { Family } from "./families";
import { findPermitted, type Place } from "./permissions";
import { refuseProjectTokens } from "./reserved-names";
import { throttle } from "./throttle";

/** A request that has passed every check that comes before its own. */
export type Call<P extends Place> = P & { c: Context<SandboxEnv>; region: Region; caller: Caller };

interface Operation<P extends Place> {
  /** What a key or token must be allowed to do; `null` where only a browser session will do. */
  access: "read" | "write" | null;
  /** Absent where the method is refused, but only to those who could have used it. */
  handle?: (call: Call<P>) => Response | Promise<Response>;
}

/** By method. A method that is not there maps to no action, and so to no scope that a key could have. */
export type Operations<P extends Place> = Partial<Record<string, Operation<P>>>;

/** Runs the checks that all management routes share, in their order: the first that fails is the answer. */
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
    await refuseProjectTokens(c, region);
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
