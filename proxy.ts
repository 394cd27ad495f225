import { type NextRequest, NextResponse } from "next/server";
import { isAllowedOrigin } from "./lib/auth/origin";
import { formTargets } from "./lib/auth/provider/configuration";
import { env } from "./lib/platform/env";
import { contentSecurityPolicy } from "./lib/platform/headers";
import { logSecurityEvent } from "./lib/platform/security-log";

/** Runs before every page and every form without JavaScript: refuses foreign writes, sends the policy. No database. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { appUrl } = env();
  if (!isAllowedOrigin(request.method, request.headers.get("origin"), appUrl)) {
    logSecurityEvent("foreign_origin", null, { path: request.nextUrl.pathname });
    return new NextResponse("This request came from another site and was refused.\n", { status: 403 });
  }
  const headers = new Headers(request.headers);
  // Next compares this header with `Origin` before it runs an action. What proxies send is either wrong or redundant.
  headers.set("x-forwarded-host", new URL(appUrl).host);
  // Next answers a form that it cannot parse with a 500.
  if (isMultipart(request) && !(await isForm(request))) {
    return new NextResponse("This form cannot be read.\n", { status: 400 });
  }
  return nextWithPolicy(headers);
}

const isMultipart = ({ headers }: NextRequest): boolean =>
  headers.get("content-type")?.startsWith("multipart/form-data") ?? false;

const isForm = (request: NextRequest): Promise<boolean> =>
  request.formData().then(
    () => true,
    () => false,
  );

function nextWithPolicy(headers: Headers): NextResponse {
  const policy = contentSecurityPolicy(btoa(crypto.randomUUID()), { formTargets: formTargets() });
  // Next reads the nonce for its own scripts from the request's policy.
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

export const config = {
  // Skips the actions that lib/platform/own-actions.ts has checked.
  matcher: [
    { source: "/((?!_next/static|_next/image).*)", missing: [{ type: "header", key: "x-own-action" }] },
  ],
};
