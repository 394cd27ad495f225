import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { db } from "../platform/db";
import type { Region } from "../posthog/regions";
import type { ConnectionOwner } from "../tokens/owner";

const POLL_MS = 200;
/** How long finishing a consent may take, with a wait for removals. If it takes longer, its process has died. */
export const FINISHING_MS = 180_000;
/** How long an outcome is kept: a restored tab or the browser's history may repeat the callback. */
const KEPT_MS = 90 * 24 * 3600 * 1000;

/** A consent that was given in a flow of this browser. */
export interface GivenConsent {
  readonly onboardingId: string;
  readonly userId: string;
  readonly state: string;
}

/** The outcome of a consent: `failureCode` is null when it connected. */
export type ConsentOutcome = { readonly failureCode: string | null } | "under_way";

// A hash, because someone who reads the database must not be able to finish another person's flow.
export const hashState = (state: string): string => createHash("sha256").update(state).digest("base64url");

/**
 * Claims a consent, to finish it. Of all deliveries of a callback, across all processes, only one succeeds.
 * @returns null when another delivery has claimed it, or it has expired.
 */
export async function claimConsent(consent: GivenConsent) {
  const { onboardingId, userId, state } = consent;
  const [claimed] = await db().onboarding.updateManyAndReturn({
    where: {
      id: onboardingId,
      userId,
      stateHash: hashState(state),
      step: "CONSENT",
      expiresAt: { gt: new Date() },
    },
    data: { step: "TOKENS", expiresAt: new Date(Date.now() + FINISHING_MS) },
    select: { region: true, userId: true, partnerProjectId: true },
  });
  return (claimed ?? null) satisfies (ConnectionOwner & { region: Region }) | null;
}

/**
 * Finds the outcome of an earlier delivery of this callback, and waits while that delivery is in progress. Does not
 * check who is signed in: only their browser knows `state`, and the outcome only decides which page comes next.
 * @returns null when this is the first delivery, or the earlier one had no outcome; `under_way` when it is not done in
 *   time.
 */
export async function waitForOutcome(state: string, milliseconds: number): Promise<ConsentOutcome | null> {
  const waitUntil = Date.now() + milliseconds;
  for (;;) {
    const found = await db().onboarding.findUnique({
      where: { stateHash: hashState(state) },
      select: { step: true, endedAt: true, failureCode: true, expiresAt: true },
    });
    if (!found || found.step === "CONSENT") return null;
    if (found.endedAt) return { failureCode: found.failureCode };
    // Its process died: before the tokens were saved, or after.
    if (found.expiresAt < new Date()) return found.step === "PROJECT" ? { failureCode: null } : null;
    if (Date.now() > waitUntil) return "under_way";
    await sleep(POLL_MS);
  }
}

/** Records the outcome of an onboarding. One without a consent has no callback to repeat, and is deleted. */
export async function endOnboarding(id: string, failureCode: string | null): Promise<void> {
  const now = Date.now();
  const outcome = { endedAt: new Date(now), failureCode, expiresAt: new Date(now + KEPT_MS) };
  await Promise.all([
    db().onboarding.updateMany({ where: { id, stateHash: { not: null } }, data: outcome }),
    db().onboarding.deleteMany({ where: { id, stateHash: null } }),
  ]);
}
