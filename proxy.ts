import { type NextRequest, NextResponse } from "next/server";
import { isAllowedOrigin } from "./lib/auth/origin";
import { env } from "./lib/env";
import { contentSecurityPolicy, securityHeaders } from "./lib/security-headers";

/** Runs before every page and action: refuses foreign writes and sends the security headers. No database here. */
export function proxy(request: NextRequest): NextResponse {
  const { appUrl } = env();
  if (!isAllowedOrigin(request.method, request.headers.get("origin"), appUrl)) {
    return new NextResponse("This request came from another site and was refused.\n", { status: 403 });
  }
  const forScript = request.method === "POST" && request.headers.has("next-action");
  // What a page's script gets for its action is no document: it runs nothing, so no policy has to be made for it.
  const response = forScript ? NextResponse.next() : nextWithPolicy(request);
  for (const [name, value] of securityHeaders(request.method)) response.headers.set(name, value);
  return response;
}

function nextWithPolicy(request: NextRequest): NextResponse {
  const policy = contentSecurityPolicy(btoa(crypto.randomUUID()));
  const headers = new Headers(request.headers);
  // Next reads the nonce for its own scripts from the request's policy.
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

export const config = { matcher: ["/((?!_next/static|_next/image).*)"] };
