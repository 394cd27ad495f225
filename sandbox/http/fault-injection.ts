import { setTimeout as sleep } from "node:timers/promises";
import type { Context, MiddlewareHandler } from "hono";
import type { Region } from "../core/region";
import type { Fault } from "../traffic/faults";
import type { SandboxEnv } from "./env";

/** Applies the first matching fault to a request. The control API and the inspector are exempt. */
export function injectFaults(region: Region): MiddlewareHandler<SandboxEnv> {
  return async (c, next) => {
    if (isControl(c.req.path)) return next();
    const fault = region.faults.take(c.req.method, c.req.path);
    if (!fault) return next();
    c.set("fault", fault.kind);
    switch (fault.kind) {
      case "status":
        return answerInstead(fault);
      case "malformed":
        return new Response('{"type": "oauth", "oauth": {"code": ', { headers: jsonType });
      case "html":
        return new Response(HTML_PAGE, { headers: { "content-type": "text/html; charset=utf-8" } });
      case "delay":
        await next();
        await sleep(fault.delay_ms);
        return;
      case "hang":
        await connectionClosed(c);
        return alreadyAnswered();
      case "reset":
        c.env.outgoing.socket?.resetAndDestroy();
        return alreadyAnswered();
      case "drop_response":
        await next();
        c.env.outgoing.socket?.destroy();
        c.set("isAnswered", true);
        return;
      case "truncate":
        await next();
        await sendHalf(c);
        c.set("isAnswered", true);
        return;
    }
  };
}

export const isControl = (path: string) => path === "/_sandbox" || path.startsWith("/_sandbox/");

const jsonType = { "content-type": "application/json" };
const HTML_PAGE = "<!doctype html><title>PostHog</title><h1>This answer did not come from PostHog</h1>";

function answerInstead(fault: Fault): Response {
  const { body, status } = fault;
  // A `Headers` object ignores case, so that a `Content-Type` of the fault replaces the usual one.
  const headers = new Headers(fault.headers);
  if (body === undefined) return new Response(null, { status, headers });
  if (typeof body === "string") return new Response(body, { status, headers });
  if (!headers.has("content-type")) headers.set("content-type", jsonType["content-type"]);
  return new Response(JSON.stringify(body), { status, headers });
}

/** A response that makes the server write nothing: the fault has already handled the connection. */
export function alreadyAnswered(): Response {
  return new Response(null, { headers: { "x-hono-already-sent": "true" } });
}

function connectionClosed(c: Context<SandboxEnv>): Promise<void> {
  const { outgoing } = c.env;
  if (outgoing.destroyed) return Promise.resolve();
  return new Promise((resolve) => outgoing.once("close", resolve));
}

/** Sends headers with the full content length and half of the body, then closes the connection. */
async function sendHalf(c: Context<SandboxEnv>): Promise<void> {
  const { outgoing } = c.env;
  const body = Buffer.from(await c.res.clone().arrayBuffer());
  outgoing.writeHead(c.res.status, {
    ...Object.fromEntries(c.res.headers),
    "content-length": String(Math.max(body.length, 2)),
  });
  await new Promise<void>((resolve) => {
    outgoing.write(body.length > 1 ? body.subarray(0, body.length / 2) : " ", () => resolve());
  });
  outgoing.socket?.destroy();
}
