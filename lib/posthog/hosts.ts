import type { ClientConfig } from "./config";
import { PostHogError } from "./errors";
import type { Region } from "./regions";

/**
 * The origin to which SDKs send events. People paste it into their sites, and this app sends a test event there, so
 * it has to be the region's own: that of its API, or on PostHog Cloud `https://us.i.posthog.com` beside it.
 * @throws {PostHogError} `unexpected_response` for any other.
 */
export function requireRegionHost({ baseUrls }: ClientConfig, region: Region, host: string): string {
  const api = new URL(baseUrls[region]).origin;
  const ingestion = api.replace(/^https:\/\/(us|eu)\.posthog\.com$/, "https://$1.i.posthog.com");
  const origin = [api, ingestion].find((own) => new URL(host).href === `${own}/`);
  if (!origin) throw new PostHogError("unexpected_response");
  return origin;
}
