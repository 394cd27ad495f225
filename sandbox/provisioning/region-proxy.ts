import type { Context } from "hono";
import type { Region } from "../core/region";
import { countCall, waitFor } from "../core/window";
import type { SandboxEnv } from "../http/env";
import { Refusal } from "../http/refusal";
import { addressOf } from "./caller";

/**
 * A call for the other region is passed on, once, as a new request over the network. Much is lost on the way:
 * most headers in both directions, and who called.
 */

const TIMEOUT_MS = 10_000;
const FORWARDED = ["content-type", "accept", "authorization", "user-agent"];
const LOOP_HEADER = "x-posthog-proxied";

/** The other region's answer, or `null` when it could not be reached or this call has been passed on already. */
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
  // The version travels only while the other side insists on it.
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

/** For everything but account requests: whoever cannot be reached is as good as not asked. */
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
