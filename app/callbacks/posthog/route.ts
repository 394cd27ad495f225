import { redirect } from "next/navigation";
import type { NextRequest } from "next/server";
import { projectHooks } from "@/features";
import { currentUser } from "@/lib/auth/session";
import { finishConsent } from "@/lib/connection/callback";

/** Where PostHog sends an existing user back, with a code and its own state. */
export async function GET(request: NextRequest): Promise<never> {
  const result = await finishConsent(await currentUser(), request.nextUrl.searchParams, projectHooks);
  redirect(result.ok ? "/connection" : `/callbacks/posthog/problem/${result.code}`);
}
