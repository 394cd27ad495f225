import { env } from "@/lib/platform/env";
import { PostHogError } from "@/lib/posthog/errors";

/**
 * Calls the sandbox's control API, which tests use too, to make something happen that PostHog would do by itself.
 * @throws {PostHogError} `network` when no sandbox answers as it should.
 */
export async function controlSandbox(method: "DELETE" | "PATCH" | "POST", path: string, body?: unknown) {
  const response = await fetch(`${env().posthogUrls.US}/_sandbox/${path}`, {
    method,
    headers: { "content-type": "application/json" },
    body: body === undefined ? null : JSON.stringify(body),
    cache: "no-store",
  }).catch(() => null);
  if (!response?.ok) throw new PostHogError("network");
}
