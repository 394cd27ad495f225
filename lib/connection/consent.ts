import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { db } from "../platform/db";
import type { Region } from "../posthog/regions";
import type { ConnectionOwner } from "../tokens/owner";

const POLL_MS = 200;
/** How long finishing a consent may take; one that takes longer died with its process. */
export const FINISHING_MS = 120_000;
/** A callback may come back for as long: with a restored tab, or from the browser's history. */
const KEPT_MS = 90 * 24 * 3600 * 1000;

/** A consent that was given, as this browser began it. */
export interface GivenConsent {
  readonly onboardingId: string;
  readonly userId: string;
  readonly state: string;
}

/** What came of a consent: `failureCode` is null when it connected. */
export type ConsentOutcome = { readonly failureCode: string | null } | "under_way";

// A hash, because someone who reads the database must not be able to finish another person's flow.
export const hashState = (state: string): string => createHash("sha256").update(state).digest("base64url");

/**
 * Takes a consent to finish it: of all deliveries of a callback, over all processes, one does.
 * @returns null when another has it, or it has expired.
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
 * What an earlier delivery of this callback led to; waits while that one is under way. Asks for no person, because
 * `state` is known to their browser alone, and the answer is no more than which page comes next.
 * @returns null when the callback is the first, or nothing came of it; `under_way` when it takes longer than anyone
 *   waits.
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

/** Records what came of an attempt to connect; one without a consent cannot be come back to, and is forgotten. */
export async function endOnboarding(id: string, failureCode: string | null): Promise<void> {
  const now = Date.now();
  const outcome = { endedAt: new Date(now), failureCode, expiresAt: new Date(now + KEPT_MS) };
  await Promise.all([
    db().onboarding.updateMany({ where: { id, stateHash: { not: null } }, data: outcome }),
    db().onboarding.deleteMany({ where: { id, stateHash: null } }),
  ]);
}
