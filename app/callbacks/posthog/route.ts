import { redirect } from "next/navigation";
import type { NextRequest } from "next/server";
import { projectHooks } from "@/features";
import { currentUser } from "@/lib/auth/session";
import { finishConsent } from "@/lib/connection/callback";
import { isVisit } from "@/lib/platform/visit";

/** Where PostHog redirects an existing user back, with a code and the state that PostHog issued. */
export async function GET(request: NextRequest): Promise<Response> {
  // An error status, so that a browser never shows a preloaded answer in place of a visit.
  if (!isVisit(request)) return new Response(null, { status: 503, headers: { "cache-control": "no-store" } });
  const failure = await finishConsent(currentUser, request.nextUrl.searchParams, projectHooks);
  redirect(failure ? `/callbacks/posthog/problem/${failure}` : "/connection");
}

/** Without this, Next would run GET for a HEAD request. */
export const HEAD = (): Response => new Response(null, { status: 204 });
