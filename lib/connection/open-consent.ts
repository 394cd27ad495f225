import { db } from "../platform/db";
import type { Region } from "../posthog/regions";
import type { ConnectionOwner } from "../tokens/owner";
import { leaveConsentPage, listFlows } from "./flow-cookie";

/** Enough time to log in to PostHog and agree before it forgets the consent. */
const ENOUGH_MS = 60_000;

/**
 * Takes the consent page that this browser was sent to and has not come back from. Requesting another one would use up
 * an account request, and would end the page that may be open in another tab. Each page is taken once: PostHog may have
 * ended it, and then only another one helps.
 * @returns undefined when there is none, or it is about to expire.
 */
export async function takeOpenConsent(owner: ConnectionOwner, region: Region): Promise<string | undefined> {
  const flows = (await listFlows()).filter(({ userId, url }) => userId === owner.userId && url);
  if (flows.length === 0) return undefined;
  const open = await db().onboarding.findMany({
    where: {
      ...owner,
      region,
      id: { in: flows.map(({ onboardingId }) => onboardingId) },
      step: "CONSENT",
      stateHash: { not: null },
      expiresAt: { gt: new Date(Date.now() + ENOUGH_MS) },
    },
    select: { id: true },
  });
  const flow = flows.find(({ onboardingId }) => open.some(({ id }) => id === onboardingId));
  if (flow) await leaveConsentPage(flow.state);
  return flow?.url;
}
