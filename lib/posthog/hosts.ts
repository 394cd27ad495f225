import type { ClientConfig } from "./config";
import { PostHogError } from "./errors";
import type { Region } from "./regions";

/**
 * Checks the origin to which SDKs send events. People paste it into their sites, and this app sends a test event
 * there, so it must be the region's own: its API's or, on PostHog Cloud, one such as `https://us.i.posthog.com`.
 * @throws {PostHogError} `unexpected_response` for any other origin.
 */
export function requireRegionHost({ baseUrls }: ClientConfig, region: Region, host: string): string {
  const api = new URL(baseUrls[region]).origin;
  const ingestion = api.replace(/^https:\/\/(us|eu)\.posthog\.com$/, "https://$1.i.posthog.com");
  const origin = [api, ingestion].find((own) => new URL(host).href === `${own}/`);
  if (!origin) throw new PostHogError("unexpected_response");
  return origin;
}
