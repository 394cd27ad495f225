import type { Context } from "hono";
import type { Region } from "../core/region";
import { countCall, waitFor } from "../core/window";
import type { SandboxEnv } from "../http/env";
import { Refusal } from "../http/refusal";
import { addressOf } from "./caller";

/**
 * Forwards a request for the other region, at most once. Like PostHog's proxy, it drops most request and response
 * headers and the caller's IP address.
 */

const TIMEOUT_MS = 10_000;
const FORWARDED = ["content-type", "accept", "authorization", "user-agent"];
const LOOP_HEADER = "x-posthog-proxied";

/** The other region's response. `null`: this request has been forwarded already. */
export async function forward(
  c: Context<SandboxEnv>,
  region: Region,
): Promise<Response | "unreachable" | null> {
  if (c.req.header(LOOP_HEADER)) return null;
  const window = { key: `forwarded ${addressOf(c)}`, limit: 300, seconds: 60 };
  if (waitFor(region, window) > 0) {
    throw new Refusal(429, "rate_limited", "Too many cross-region requests. Try again later.");
  }
  countCall(region, window);
  try {
    const answer = await send(c, region);
    return await rebuild(answer);
  } catch {
    return "unreachable";
  }
}

async function send(c: Context<SandboxEnv>, region: Region): Promise<Response> {
  const headers = new Headers({ [LOOP_HEADER]: "1" });
  // PostHog forwards the API version only as long as it requires one.
  const names = region.settings.switches.apiVersionRequired ? [...FORWARDED, "api-version"] : FORWARDED;
  for (const name of names) {
    const value = c.req.header(name);
    if (value) headers.set(name, value);
  }
  const { pathname, search } = new URL(c.req.url);
  const hasBody = c.req.method !== "GET" && c.req.method !== "HEAD";
  return fetch(`${region.otherOrigin}${pathname}${search}`, {
    method: c.req.method,
    headers,
    body: hasBody ? await c.req.arrayBuffer() : null,
    redirect: "manual",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
}

async function rebuild(answer: Response): Promise<Response> {
  const text = await answer.text();
  const headers = { "content-type": "application/json" };
  try {
    return new Response(JSON.stringify(JSON.parse(text)), { status: answer.status, headers });
  } catch {
    const body = JSON.stringify({ error: "Invalid response from alternate region" });
    return new Response(body, { status: answer.status, headers });
  }
}

/** Forwards unless this region knows the credential. If the other region is unreachable, this one answers. */
export async function forwardUnless(
  isKnown: boolean,
  c: Context<SandboxEnv>,
  region: Region,
): Promise<Response | null> {
  if (isKnown) return null;
  const answer = await forward(c, region);
  return answer === "unreachable" ? null : answer;
}

export const proxyFailed = () =>
  new Refusal(502, "proxy_failed", "Failed to route to correct region", { isFlat: true });
