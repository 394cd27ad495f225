import { isUtf8 } from "node:buffer";
import type { Context, MiddlewareHandler } from "hono";
import { findCaller } from "../core/caller";
import type { Region } from "../core/region";
import type { SandboxEnv } from "./env";
import { alreadyAnswered, isControl } from "./fault-injection";

/** Longer bodies are truncated, which bounds the recorder's memory. */
const MAX_BODY_BYTES = 16 * 1024;

/** Records each request and response, except those of the control API and the inspector. */
export function recordTraffic(region: Region): MiddlewareHandler<SandboxEnv> {
  return async (c, next) => {
    if (isControl(c.req.path)) return next();
    const at = region.clock.now();
    const started = performance.now();
    // Before the call: a deep link is deleted when it is opened, and then says no more whose it was.
    const opener = region.stage.story ? findCaller(region, [queryOf(c.req.url)]) : undefined;
    await next();
    const clientId = c.get("clientId");
    const fault = c.get("fault");
    const unanswered = fault === "hang" || fault === "reset";
    const requestBody = await requestText(c);
    const responseBody = unanswered ? "" : await responseText(c);
    const caller =
      opener ?? (region.stage.story ? callerOf(c, region, requestBody, responseBody) : undefined);
    region.traffic.record({
      at,
      method: c.req.method,
      path: c.req.path,
      query: queryOf(c.req.url),
      ...(clientId === undefined ? {} : { clientId }),
      ...(caller === undefined ? {} : { caller }),
      requestHeaders: c.req.header(),
      requestBody,
      status: unanswered ? 0 : c.res.status,
      responseHeaders: Object.fromEntries(c.res.headers),
      responseBody,
      durationMs: Math.round(performance.now() - started),
      ...(fault === undefined ? {} : { fault }),
    });
    if (c.get("isAnswered")) c.res = alreadyAnswered();
  };
}

/**
 * Schedules a save after every request that may have changed the store. This includes GETs and failed requests:
 * redeeming a deep link is a GET, and a refused request may have counted toward a rate limit.
 */
export function keepState(region: Region): MiddlewareHandler<SandboxEnv> {
  return async (c, next) => {
    await next();
    if (c.req.method !== "GET" || !isControl(c.req.path)) region.touch();
  };
}

function callerOf(c: Context<SandboxEnv>, region: Region, requestBody: string, responseBody: string) {
  const isJson = c.res.headers.get("content-type")?.includes("json") ?? false;
  const parts = [
    c.req.header("authorization") ?? "",
    queryOf(c.req.url),
    requestBody,
    c.req.path,
    c.req.header("cookie") ?? "",
    // Not the HTML of pages, which list other users.
    isJson ? responseBody : "",
  ];
  return findCaller(region, parts) ?? c.get("clientId");
}

function queryOf(url: string): string {
  const start = url.indexOf("?");
  return start === -1 ? "" : url.slice(start);
}

async function requestText(c: Context<SandboxEnv>): Promise<string> {
  if (c.req.method === "GET" || c.req.method === "HEAD") return "";
  try {
    return readable(new Uint8Array(await c.req.arrayBuffer()));
  } catch {
    // A handler consumed the stream, or the client disconnected while sending.
    return "";
  }
}

async function responseText(c: Context<SandboxEnv>): Promise<string> {
  if (!c.res.body) return "";
  const body = new Uint8Array(await c.res.clone().arrayBuffer());
  return readable(body);
}

function readable(bytes: Uint8Array): string {
  if (!isUtf8(bytes)) return `(${bytes.length} bytes, not text)`;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString(
    "utf8",
    0,
    MAX_BODY_BYTES,
  );
  return bytes.length > MAX_BODY_BYTES ? `${text}… (${bytes.length} bytes)` : text;
}
