import { Hono } from "hono";
import { isLoopbackHost } from "../cimd/client-id";
import { FetchError, type Fetched, fetchForeign } from "../cimd/fetch";
import type { Region } from "../core/region";
import type { SandboxEnv } from "../http/env";
import type { Client } from "../store/clients";
import { PageProblem } from "./problem";

const PATH = "/_sandbox/logo";
const MAX_BYTES = 256 * 1024;

/** The URL of a client's logo on a page. The CSP blocks images from other origins, so the sandbox proxies the logo. */
export const logoPath = (logoUri: string) => `${PATH}?${new URLSearchParams({ url: logoUri })}`;

/** Only logos on this machine are fetched: a page must not cause requests to the network. */
export const isProxied = (logoUri: string) => isLoopbackHost(new URL(logoUri).hostname);

/** The host of the metadata URL. A client with an opaque id has none. */
export const hostOf = ({ clientId }: Client) => (URL.canParse(clientId) ? new URL(clientId).host : undefined);

/** Proxies the logos of this region's clients, and no other URL: this must not become an open proxy. */
export function logoRoutes(region: Region): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  app.get(PATH, async (c) => {
    const url = c.req.query("url") ?? "";
    const isLogo = [...region.store.clients.values()].some(({ logoUri }) => logoUri === url);
    if (!isLogo || !isProxied(url)) throw new PageProblem("not_found");
    const { body, contentType } = await fetchLogo(region, url);
    if (!contentType.startsWith("image/")) throw new PageProblem("not_found");
    return c.body(new Uint8Array(body), 200, { "content-type": contentType, "cache-control": "no-store" });
  });
  return app;
}

async function fetchLogo(region: Region, url: string): Promise<Fetched> {
  const { strict } = region.settings;
  const rules = { subject: "Logo", userAgent: "PostHog-CIMD/1.0", accept: "image/*" };
  try {
    return await fetchForeign(url, { ...rules, maxBytes: MAX_BYTES, strict });
  } catch (error) {
    throw error instanceof FetchError ? new PageProblem("not_found") : error;
  }
}
