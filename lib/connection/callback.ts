import type { User } from "../auth/session";
import { withDeadline } from "../deadline";
import { AppError, attempt, type Result } from "../failure";
import { endFlow, findFlow } from "./flow-cookie";
import { finishOnboarding } from "./onboarding";

const DEADLINE_MS = 20_000;

/**
 * Takes PostHog's answer to a consent. Whatever does not belong to a flow of this browser and this user
 * changes nothing, and leaves the genuine flow in another tab as it is.
 */
export function finishConsent(user: User | null, query: URLSearchParams): Promise<Result> {
  return attempt("consent callback", async () => {
    const state = query.get("state") ?? "";
    const code = query.get("code");
    const flow = await findFlow(state);
    if (!flow) throw new AppError("flow_unknown");
    if (!user) throw new AppError("signed_out");
    if (flow.userId !== user.id) throw new AppError("flow_of_another_user");
    if (!code) throw new AppError("callback_code_missing");
    // The cookie goes first: from here on the code counts as spent, whatever happens.
    await endFlow(state);
    await withDeadline(DEADLINE_MS, () => finishOnboarding(user.id, { ...flow, code }));
    return undefined;
  });
}
