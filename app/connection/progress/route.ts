import { currentUser } from "@/lib/auth/session";
import { attempt } from "@/lib/connection/attempt";
import { findOnboardingStep } from "@/lib/connection/onboarding";
import { connectionOf } from "@/lib/connection/partner-project";

/** The step of the signed-in user's onboarding: `{"step": "TOKENS"}`, with null when none is under way. */
export async function GET(): Promise<Response> {
  const result = await attempt("read_progress", async () => {
    const user = await currentUser();
    return user && { step: await findOnboardingStep(connectionOf(user)) };
  });
  if (!result.ok) return Response.json({ error: result.code }, { status: 503 });
  if (!result.value) return Response.json({ error: "signed_out" }, { status: 401 });
  return Response.json(result.value);
}
