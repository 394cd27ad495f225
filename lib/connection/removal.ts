import { setTimeout as sleep } from "node:timers/promises";
import { posthog } from "../identity/client";
import { withDeadline } from "../platform/deadline";
import type { Failure } from "../platform/failure";
import { log } from "../platform/log";
import { outliveAnswer } from "../platform/outlive";
import { isGrantGone, PostHogError } from "../posthog/errors";
import type { Region } from "../posthog/regions";
import { removeResource } from "../posthog/resources";
import { revokeToken } from "../posthog/revocation";
import { refreshTokens } from "../posthog/tokens";
import { refuse } from "../tokens/messages";
import {
  claimRemoval,
  dropExpiredRemovals,
  dropRemoval,
  isRemovalUnderWay,
  type OpenRemoval,
  openRemoval,
  type PendingRemoval,
  postponeRemoval,
  retireTokens,
  withTokens,
} from "../tokens/pending-removals";
import { recordFailure } from "./activity";
import { attempt } from "./attempt";
import { exchangeAndSave } from "./keeping";
import { findProjectUse } from "./project-use";

const CHECK_EVERY_MS = 5_000;
const FIRST_PAUSE_SECONDS = 5;
const LONGEST_PAUSE_SECONDS = 3600;
const UNDECIDED_PAUSE_SECONDS = 5;
/** How long the calls of one attempt may take together; its lease is longer. */
const ATTEMPT_DEADLINE_MS = 60_000;

/** Carries out removals periodically, without keeping this process alive. */
export function keepRemoving(): void {
  setTimeout(async () => {
    await removeExpiredAndDue().catch((error) =>
      log().error({ err: error }, "removals could not be retried"),
    );
    keepRemoving();
  }, CHECK_EVERY_MS).unref();
}

async function removeExpiredAndDue(): Promise<void> {
  const expired = await dropExpiredRemovals();
  if (expired > 0) log().error({ expired }, "PostHog accepted no revocation of these grants within 30 days");
  await carryOutRemovals();
}

/**
 * Carries out the removals that are due: removes the project, which needs the grant's token, then revokes the grant.
 * Any process retries what does not succeed, for 30 days.
 * @param userId Whose removals; everyone's if absent.
 * @returns the first failure. The other removals wait for the next round: many failures in a row would open the circuit
 *   breaker for everyone's clicks.
 */
export async function carryOutRemovals(userId?: string): Promise<Failure | null> {
  for (let next = await claimRemoval(userId); next; next = await claimRemoval(userId)) {
    const failure = await attemptRemoval(next);
    if (failure) return failure;
  }
  return null;
}

/** Carries out a person's removals. No answer has to wait for it, and it never fails. */
export function removeNow(userId: string): Promise<void> {
  const removing = carryOutRemovals(userId)
    .then((failure) => (failure ? recordFailure(userId, "remove_project", failure) : undefined))
    .catch((error) => log().error({ err: error }, "removals could not be begun"));
  outliveAnswer(removing);
  return removing;
}

/**
 * Waits for removals in progress: PostHog would also remove their project from the new tokens. A removal that starts
 * later finds the onboarding, and waits for it.
 */
export async function waitForRemovals(userId: string, region: Region): Promise<void> {
  const waitUntil = Date.now() + ATTEMPT_DEADLINE_MS;
  while ((await isRemovalUnderWay(userId, region)) && Date.now() < waitUntil) await sleep(100);
}

async function attemptRemoval(removal: PendingRemoval): Promise<Failure | null> {
  const result = await attempt("remove_project", () =>
    withDeadline(ATTEMPT_DEADLINE_MS, () => removeAndRevoke(removal)),
  );
  if (result.ok) return null;
  const { attempts } = removal;
  const pause = Math.min(FIRST_PAUSE_SECONDS * 2 ** attempts, LONGEST_PAUSE_SECONDS);
  const failed = { ...removal, attempts: attempts + 1 };
  await postponeRemoval(failed, Math.max(pause, result.retryAfterSeconds ?? 0));
  return result;
}

async function removeAndRevoke(claimed: PendingRemoval): Promise<void> {
  const found = openRemoval(claimed);
  // The removal is kept: the encryption key may come back.
  if (!found) throw refuse("tokens_unreadable");
  const { region, projectId } = found;
  const use = await findProjectUse(found);
  if (use === "undecided") return postponeRemoval(found, UNDECIDED_PAUSE_SECONDS);
  let removal = found;
  try {
    if (projectId && use === "unused") removal = await removeProject(found, projectId);
    if (removal.refreshToken) await revoke(region, removal.refreshToken);
  } catch (error) {
    // Not `invalid_client`, which PostHog also answers while it cannot read our keys.
    if (!isGrantGone(error)) throw error;
    log().info({ reason: error.code }, "PostHog has no such grant");
  }
  await dropRemoval(removal);
}

/** Revokes a grant. A server without that endpoint answers 404: there is nothing more to do. */
async function revoke(region: Region, refreshToken: string): Promise<void> {
  try {
    await revokeToken(posthog(), { region, refreshToken });
  } catch (error) {
    const hasNoEndpoint = error instanceof PostHogError && error.details.status === 404;
    if (!hasNoEndpoint) throw error;
    log().info({ region }, "PostHog revokes no grants");
  }
}

/** Removes the project, after a refresh if the access token has ended. Returns the removal with its current tokens. */
async function removeProject(removal: OpenRemoval, projectId: string): Promise<OpenRemoval> {
  const { region, refreshToken } = removal;
  const remove = ({ accessToken }: OpenRemoval) =>
    removeResource(posthog(), { region, projectId, accessToken });
  try {
    await remove(removal);
    return removal;
  } catch (error) {
    const hasEnded = error instanceof PostHogError && error.details.status === 401;
    if (!hasEnded || !refreshToken) return passRefusal(error, removal);
    const renewed = await renew(removal, refreshToken);
    return remove(renewed).then(
      () => renewed,
      (again) => passRefusal(again, renewed),
    );
  }
}

function renew(removal: OpenRemoval, refreshToken: string): Promise<OpenRemoval> {
  return exchangeAndSave(async (keep) => {
    const { region, accessTokenSealed } = removal;
    const renewed = withTokens(removal, await refreshTokens(posthog(), { region, refreshToken }));
    // Saved before use: PostHog has already forgotten the old pair.
    await keep(() => retireTokens(renewed, accessTokenSealed));
    return renewed;
  }, ATTEMPT_DEADLINE_MS);
}

/** A refusal by PostHog is final for the project: the token does not reach it, or may not remove it. */
function passRefusal(error: unknown, removal: OpenRemoval): OpenRemoval {
  const status = error instanceof PostHogError ? (error.details.status ?? 0) : 0;
  const isRefusal = status >= 400 && status < 500 && ![408, 425, 429].includes(status);
  if (!isRefusal) throw error;
  return removal;
}
