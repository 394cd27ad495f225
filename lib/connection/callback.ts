import { withDeadline } from "../platform/deadline";
import type { Result } from "../platform/failure";
import { recordFailure } from "./activity";
import { attempt } from "./attempt";
import { endFlow, findFlow } from "./flow-cookie";
import { refuse } from "./messages";
import { finishOnboarding } from "./onboarding";
import type { ProjectHooks } from "./provisioning";

const DEADLINE_MS = 20_000;

/**
 * Handles PostHog's answer to a consent. A request that does not belong to a flow of this browser and this person
 * changes nothing, and leaves the genuine flow in another tab as it is.
 */
export async function finishConsent(
  user: { readonly id: string } | null,
  query: URLSearchParams,
  hooks: ProjectHooks,
): Promise<Result> {
  const result = await attempt("finish_consent", async () => {
    const state = query.get("state") ?? "";
    const code = query.get("code");
    const flow = await findFlow(state);
    if (!flow) throw refuse("flow_unknown");
    if (!user) throw refuse("signed_out");
    if (flow.userId !== user.id) throw refuse("flow_of_another_user");
    if (!code) throw refuse("callback_code_missing");
    // The cookie goes first: from here on the code counts as used, whatever happens.
    await endFlow(state);
    await withDeadline(DEADLINE_MS, () => finishOnboarding(user.id, { ...flow, code }, hooks));
    return undefined;
  });
  if (user && !result.ok) await recordFailure(user.id, "finish_consent", result);
  return result;
}
