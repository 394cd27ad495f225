import type { Context } from "hono";
import { domainOf, isMetadataUrl } from "../cimd/client-id";
import type { Region } from "../core/region";
import { countCall, waitFor } from "../core/window";
import type { SandboxEnv } from "../http/env";
import { Refusal } from "../http/refusal";
import { addressOf } from "./caller";

/**
 * Limits registrations of unknown clients, because each one makes the server fetch a URL that the caller chose. The
 * limits are per IP address, per domain and global. As in PostHog, the 429 has no `Retry-After`.
 */
export function throttleRegistration(c: Context<SandboxEnv>, region: Region, clientId: string): void {
  if (!isMetadataUrl(clientId, region.settings.strict) || region.store.clients.has(clientId)) return;
  const address = addressOf(c);
  const anywhere = [
    { key: `registrations minute ${address}`, limit: 5, seconds: 60 },
    { key: `registrations hour ${address}`, limit: 10, seconds: 3600 },
    { key: "registrations hour", limit: 100, seconds: 3600 },
  ];
  const domain = { key: `registrations domain ${domainOf(clientId)}`, limit: 5, seconds: 3600 };
  if (anywhere.some((window) => waitFor(region, window) > 0))
    throw tooMany("Too many new client registrations.");
  if (waitFor(region, domain) > 0) throw tooMany("Too many new client registrations from this domain.");
  for (const window of [...anywhere, domain]) countCall(region, window);
}

const tooMany = (text: string) => new Refusal(429, "rate_limited", `${text} Try again later.`);
