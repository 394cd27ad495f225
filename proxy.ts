import { type NextRequest, NextResponse } from "next/server";
import { isAllowedOrigin } from "./lib/auth/origin";
import { formTargets } from "./lib/auth/provider/configuration";
import { env } from "./lib/platform/env";
import { contentSecurityPolicy, securityHeaders } from "./lib/platform/headers";
import { logSecurityEvent } from "./lib/platform/security-log";

/** Runs before every page and action: refuses foreign writes and sends the security headers. No database here. */
export function proxy(request: NextRequest): NextResponse {
  const { appUrl } = env();
  if (!isAllowedOrigin(request.method, request.headers.get("origin"), appUrl)) {
    logSecurityEvent("foreign_origin", null, { path: request.nextUrl.pathname });
    return new NextResponse("This request came from another site and was refused.\n", { status: 403 });
  }
  // The answer to a script's action is no document: it runs nothing, so it needs no policy.
  const isScripted = request.method === "POST" && request.headers.has("next-action");
  const response = isScripted ? NextResponse.next() : nextWithPolicy(request);
  for (const [name, value] of securityHeaders(request.method)) response.headers.set(name, value);
  return response;
}

function nextWithPolicy(request: NextRequest): NextResponse {
  const policy = contentSecurityPolicy(btoa(crypto.randomUUID()), { formTargets: formTargets() });
  const headers = new Headers(request.headers);
  // Next reads the nonce for its own scripts from the request's policy.
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

export const config = { matcher: ["/((?!_next/static|_next/image).*)"] };
