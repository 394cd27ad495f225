import { redirect } from "next/navigation";
import type { NextRequest } from "next/server";
import { projectHooks } from "@/features";
import { currentUser } from "@/lib/auth/session";
import { attempt } from "@/lib/connection/attempt";
import { finishConsent } from "@/lib/connection/callback";

/** Where PostHog sends an existing user back, with a code and its own state. */
export async function GET(request: NextRequest): Promise<never> {
  const user = await attempt("finish_consent", currentUser);
  const result = user.ok ? await finishConsent(user.value, request.nextUrl.searchParams, projectHooks) : user;
  redirect(result.ok ? "/connection" : `/callbacks/posthog/problem/${result.code}`);
}
