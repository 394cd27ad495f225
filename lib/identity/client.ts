import app from "../../package.json" with { type: "json" };
import { currentDeadline } from "../platform/deadline";
import { env } from "../platform/env";
import { configureClient } from "../posthog/client";
import type { ClientConfig } from "../posthog/config";
import { authenticateClient } from "./client-authentication";
import { clientId } from "./client-metadata";
import { nodeFetch } from "./node-fetch";

let config: ClientConfig | undefined;

/** The wire client's configuration for this app: the first argument of every call to PostHog. */
export function posthog(): ClientConfig {
  const { appUrl, posthogUrls, posthogTimeoutMs, posthogRegistrationTimeoutMs, traced } = env();
  config ??= configureClient({
    baseUrls: posthogUrls,
    clientId: clientId(appUrl),
    authenticate: authenticateClient,
    userAgent: `${app.name}/${app.version}`,
    deadline: currentDeadline,
    timeoutMs: posthogTimeoutMs,
    registrationTimeoutMs: posthogRegistrationTimeoutMs,
    // Next creates tracing spans only for its own `fetch`.
    ...(traced ? {} : { fetch: nodeFetch }),
  });
  return config;
}
