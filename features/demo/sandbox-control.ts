import { z } from "zod";
import { env } from "@/lib/platform/env";
import { PostHogError } from "@/lib/posthog/errors";
import type { Region } from "@/lib/posthog/regions";

type Method = "DELETE" | "PATCH" | "POST" | "PUT";

/**
 * Calls the sandbox's control API, which tests use too, to trigger what PostHog would do by itself.
 * @throws {PostHogError} `network` when no sandbox answers as it should.
 */
export async function controlSandbox(
  method: Method,
  path: string,
  body?: unknown,
  region: Region = "US",
): Promise<void> {
  const response = await send(method, path, region, body);
  if (!response?.ok) throw new PostHogError("network");
}

const healthSchema = z.object({ profile: z.enum(["documented", "current"]) });
const storySchema = z.object({ id: z.string(), done: z.number() });

/** @throws {PostHogError} `network`. */
export async function readProfile() {
  const response = await send("GET", "health", "US");
  const health = response?.ok ? healthSchema.safeParse(await response.json()).data : undefined;
  if (!health) throw new PostHogError("network");
  return health.profile;
}

/** The sandbox's current story and how many of its steps are done; null when there is none. */
export async function readProgress() {
  const response = await send("GET", "story", "US");
  return response?.ok ? (storySchema.safeParse(await response.json()).data ?? null) : null;
}

function send(
  method: Method | "GET",
  path: string,
  region: Region,
  body?: unknown,
): Promise<Response | null> {
  return fetch(`${env().posthogUrls[region]}/_sandbox/${path}`, {
    method,
    headers: { "content-type": "application/json" },
    body: body === undefined ? null : JSON.stringify(body),
    cache: "no-store",
  }).catch(() => null);
}
