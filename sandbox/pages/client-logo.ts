import { Hono } from "hono";
import { isLoopbackHost } from "../cimd/client-id";
import { FetchError, type Fetched, fetchForeign } from "../cimd/fetch";
import type { Region } from "../core/region";
import type { SandboxEnv } from "../http/env";
import type { Client } from "../store/clients";
import { PageProblem } from "./problem";

const PATH = "/_sandbox/logo";
const MAX_BYTES = 256 * 1024;

/** Where a page finds a client's logo. The pages load no pictures of other origins, so this one passes it on. */
export const logoPath = (logoUri: string) => `${PATH}?${new URLSearchParams({ url: logoUri })}`;

/** Only logos on this machine: the sandbox makes no request to the network for a page. */
export const isPassedOn = (logoUri: string) => isLoopbackHost(new URL(logoUri).hostname);

/** The host that the client is at home on. A client with an opaque id has none. */
export const hostOf = ({ clientId }: Client) => (URL.canParse(clientId) ? new URL(clientId).host : undefined);

/** Passes on the logos of this region's clients, and of no one else: it must not fetch whatever it is told. */
export function logoRoutes(region: Region): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  app.get(PATH, async (c) => {
    const url = c.req.query("url") ?? "";
    const isLogo = [...region.store.clients.values()].some(({ logoUri }) => logoUri === url);
    if (!isLogo || !isPassedOn(url)) throw new PageProblem("not_found");
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
