import type { Page } from "@playwright/test";
import type { PartnerHost } from "./partner-host";
import type { Project } from "./projects";
import type { Region } from "./region";

interface SiteOptions {
  token?: string;
  /** Further settings of `posthog.init`. */
  settings?: Record<string, unknown>;
}

/** Publishes a page on the partner's host with posthog-js as PostHog serves it, and returns the page's URL. */
export function publishSite(
  partner: PartnerHost,
  region: Region,
  project: Project,
  { token = project.token, settings = {} }: SiteOptions = {},
): string {
  // posthog-js takes an automated browser for a bot, and does not capture bots.
  const config = { api_host: region.origin, opt_out_useragent_filter: true, ...settings };
  const path = partner.newPath("index.html");
  partner.serve(path, {
    headers: { "content-type": "text/html" },
    body: `<!doctype html><html lang="en"><head><title>A garden blog</title><link rel="icon" href="data:,">
      <script src="${region.origin}/static/array.js"></script>
      <script>posthog.init(${JSON.stringify(token)}, ${JSON.stringify(config)})</script></head>
      <body><button onclick="posthog.capture('seeds ordered', { packets: 3 })">Order seeds</button>
      <button onclick="posthog.identify('rosa', { plan: 'free' })">Log in</button>
      <button onclick="posthog.reloadFeatureFlags()">Try what is new</button></body></html>`,
  });
  return partner.url(path);
}

/** Collects the page's console errors and warnings, and its uncaught errors. */
export function watchForComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  return complaints;
}
