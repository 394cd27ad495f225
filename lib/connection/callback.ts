import { requireUse } from "../platform/limits";
import { recordFailure } from "./activity";
import { attempt } from "./attempt";
import { type ConsentOutcome, claimConsent, waitForOutcome } from "./consent";
import { endFlow, findFlow, leaveConsentPage } from "./flow-cookie";
import { callbackLimit } from "./limits";
import { refuse } from "./messages";
import { finishOnboarding } from "./onboarding";
import type { ProjectHooks } from "./provisioning";

/** How long one delivery of a callback waits for another to finish. */
const PATIENCE_MS = 10_000;

interface SignedIn {
  readonly id: string;
}

interface Callback {
  readonly user: SignedIn | null;
  readonly state: string;
  readonly code: string | null;
}

/**
 * Handles PostHog's callback after a consent. Its first delivery finishes the flow; every later one leads to the same
 * result. A request that does not belong to a flow of this browser and this person changes nothing, not even the
 * genuine flow in another tab.
 * @returns the code of what went wrong; null when the person is connected.
 */
export async function finishConsent(
  findUser: () => Promise<SignedIn | null>,
  query: URLSearchParams,
  hooks: ProjectHooks,
): Promise<string | null> {
  const [state, code] = [query.get("state") ?? "", query.get("code")];
  // Before anything that can fail: connecting again needs another consent page in any case.
  await leaveConsentPage(state);
  const found = await attempt("finish_consent", findUser);
  if (!found.ok) return found.code;
  const user = found.value;
  const result = await attempt("finish_consent", () => receive({ user, state, code }, hooks));
  if (result.ok) return result.value.failureCode;
  if (user) await recordFailure(user.id, "finish_consent", result);
  return result.code;
}

async function receive({ user, state, code }: Callback, hooks: ProjectHooks) {
  const flow = await findFlow(state);
  const outcome = (await waitForOutcome(state, PATIENCE_MS)) ?? (await finishOnce());
  if (outcome === "under_way") throw refuse("flow_under_way");
  if (flow) await endFlow(state);
  return outcome;

  async function finishOnce(): Promise<ConsentOutcome> {
    if (!flow) throw refuse("flow_unknown");
    if (!user) throw refuse("signed_out");
    await requireUse(callbackLimit, user.id);
    if (flow.userId !== user.id) throw refuse("flow_of_another_user");
    if (!code) throw refuse("callback_code_missing");
    const claimed = await claimConsent(flow);
    if (!claimed) {
      const taken = await waitForOutcome(state, PATIENCE_MS);
      if (!taken) throw refuse("flow_expired");
      return taken;
    }
    // From here on the code counts as used, whatever happens.
    await endFlow(state);
    const completion = await finishOnboarding(claimed, { ...flow, code }, hooks);
    return completion === "connected" ? { failureCode: null } : completion;
  }
}
