import type { MiddlewareHandler } from "hono";
import { isSdkPath } from "./capture/cors";
import { isLoopbackHost } from "./cimd/client-id";
import type { Region } from "./core/region";
import type { SandboxEnv } from "./http/env";
import { ApiError } from "./http/errors";
import { isLive, letWaitingTimeOut } from "./management/proxy-status";
import type { ProxyRecord } from "./store/keys";

/**
 * Answers to the names of this machine, and for events also to the domains of live reverse proxies. To any other
 * name nobody is at home: a page whose own name is made to point here (DNS rebinding) must not get in by it.
 */
export function answerKnownHosts(region: Region): MiddlewareHandler<SandboxEnv> {
  return async (c, next) => {
    const host = (c.req.header("host") ?? "").replace(/:\d*$/, "").toLowerCase();
    if (isLoopbackHost(host)) return next();
    const proxy = findProxy(region, host);
    const isWelcome = proxy ? isLive(proxy) && isSdkPath(c.req.path) : isLocalName(host);
    if (isWelcome) return next();
    const error = new ApiError(421, "invalid_request", "misdirected_request", "There is no such host here.");
    return c.json(error.body, 421);
  };
}

/** Names that nobody can register: without a dot, or below `localhost`. */
const isLocalName = (host: string) => !host.includes(".") || host.endsWith(".localhost");

function findProxy(region: Region, host: string): ProxyRecord | undefined {
  letWaitingTimeOut(region);
  for (const record of region.store.proxyRecords.values()) {
    if (record.domain.toLowerCase() === host) return record;
  }
  return undefined;
}
