import { currentDeadline } from "./deadline";
import { env } from "./env";
import { authenticateClient } from "./partner/client-authentication";
import { clientId } from "./partner/client-metadata";
import { createPostHogClient, type PostHogClient } from "./posthog/client";

let client: PostHogClient | undefined;

/** The wire client, configured for this app. */
export function posthog(): PostHogClient {
  client ??= createPostHogClient({
    baseUrls: env().posthogUrls,
    clientId: clientId(env().appUrl),
    authenticate: authenticateClient,
    deadline: currentDeadline,
    timeoutMs: env().posthogTimeoutMs,
  });
  return client;
}
