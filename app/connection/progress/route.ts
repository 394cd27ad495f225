import { currentUser } from "@/lib/auth/session";
import { findOnboardingStep } from "@/lib/connection/onboarding";
import { connectionOf } from "@/lib/connection/partner-project";

/** How far the signed-in user's onboarding has come: `{"step": "ACCOUNT"}`, or null when none is under way. */
export async function GET(): Promise<Response> {
  const user = await currentUser();
  if (!user) return Response.json({ error: "signed_out" }, { status: 401 });
  return Response.json(
    { step: await findOnboardingStep(connectionOf(user)) },
    { headers: { "cache-control": "no-store" } },
  );
}
