import { z } from "zod";
import type { ClientConfig } from "./config.ts";
import { PostHogError } from "./errors.ts";
import { callProvisioningApi } from "./provisioning.ts";
import type { Region } from "./regions.ts";

export interface DeepLink {
  /** Opens once, within 600 seconds. Whoever opens it is logged in as the user: never store, log or pre-render it. */
  readonly url: string;
  readonly expiresAt: Date;
}

const deepLinkSchema = z.object({ url: z.url(), expires_at: z.iso.datetime({ offset: true }) });

/**
 * Mints a single-use link into the user's project.
 * @param path In-app path beginning with a single `/`, at most 2000 characters; servers that do not know the
 * field open the project's home.
 * @throws {PostHogError} `deep_links_not_enabled` or `deep_links_not_in_tier` when this partner may not mint links,
 *   `unsupported_purpose` from a server that no longer makes links to the dashboard.
 */
export async function mintDeepLink(
  config: ClientConfig,
  request: { region: Region; accessToken: string; path?: string },
): Promise<DeepLink> {
  const answer = await callProvisioningApi(config, {
    region: request.region,
    idempotent: true,
    path: "/api/agentic/provisioning/deep_links",
    accessToken: request.accessToken,
    body: { purpose: "dashboard", path: request.path },
    schema: deepLinkSchema,
  });
  // The browser follows this URL, which contains a log-in token: it must be PostHog's.
  if (new URL(answer.url).origin !== new URL(config.baseUrls[request.region]).origin) {
    throw new PostHogError("unexpected_response");
  }
  return { url: answer.url, expiresAt: new Date(answer.expires_at) };
}
