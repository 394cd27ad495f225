import type { User } from "../auth/session";
import { withDeadline } from "../deadline";
import { AppError, attempt, type Result } from "../failure";
import { recordFailure } from "./activity";
import { endFlow, findFlow } from "./flow-cookie";
import { finishOnboarding } from "./onboarding";
import { cancelReleases } from "./release";

const CONSENT = "finish the consent";
const DEADLINE_MS = 20_000;

/**
 * Takes PostHog's answer to a consent. Whatever does not belong to a flow of this browser and this user
 * changes nothing, and leaves the genuine flow in another tab as it is.
 */
export async function finishConsent(user: User | null, query: URLSearchParams): Promise<Result> {
  const result = await attempt(CONSENT, async () => {
    const state = query.get("state") ?? "";
    const code = query.get("code");
    const flow = await findFlow(state);
    if (!flow) throw new AppError("flow_unknown");
    if (!user) throw new AppError("signed_out");
    if (flow.userId !== user.id) throw new AppError("flow_of_another_user");
    if (!code) throw new AppError("callback_code_missing");
    // The cookie goes first: from here on the code counts as spent, whatever happens.
    await endFlow(state);
    // A release still under way would take the project from the very tokens that are coming.
    await cancelReleases(user.id);
    await withDeadline(DEADLINE_MS, () => finishOnboarding(user.id, { ...flow, code }));
    return undefined;
  });
  if (user && !result.ok) await recordFailure(user.id, CONSENT, result);
  return result;
}
