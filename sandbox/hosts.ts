import { isIP } from "node:net";
import type { MiddlewareHandler } from "hono";
import { isSdkPath } from "./capture/cors";
import { isLoopbackHost } from "./cimd/client-id";
import type { Region } from "./core/region";
import type { SandboxEnv } from "./http/env";
import { ApiError } from "./http/errors";
import { isLive, timeOutWaitingRecords } from "./management/proxy-status";
import type { ProxyRecord } from "./store/keys";

/**
 * Accepts the host names of this machine, and for SDK paths also the domains of live reverse proxies. Every other
 * host name gets a 421: with DNS rebinding, a web page could otherwise reach the sandbox under its own host name.
 * A sandbox that is open to the network also accepts IP addresses, which cannot be rebound.
 */
export function refuseUnknownHosts(
  region: Region,
  { isOpen }: { isOpen: boolean },
): MiddlewareHandler<SandboxEnv> {
  return async (c, next) => {
    const host = (c.req.header("host") ?? "").replace(/:\d*$/, "").toLowerCase();
    if (isLoopbackHost(host) || (isOpen && isIP(host.replace(/^\[|\]$/g, "")) !== 0)) return next();
    const proxy = findProxy(region, host);
    const isAccepted = proxy ? isLive(proxy) && isSdkPath(c.req.path) : isLocalName(host);
    if (isAccepted) return next();
    const error = new ApiError(421, "invalid_request", "misdirected_request", "Unknown host name.");
    return c.json(error.body, 421);
  };
}

/** Names that cannot be registered in public DNS: without a dot, or below `localhost`. */
const isLocalName = (host: string) => !host.includes(".") || host.endsWith(".localhost");

function findProxy(region: Region, host: string): ProxyRecord | undefined {
  timeOutWaitingRecords(region);
  for (const record of region.store.proxyRecords.values()) {
    if (record.domain.toLowerCase() === host) return record;
  }
  return undefined;
}
