import { randomUUID } from "node:crypto";
import { z } from "zod";
import { posthog } from "../identity/client";
import { db } from "../platform/db";
import type { Failure } from "../platform/failure";
import { log } from "../platform/log";
import { PostHogError } from "../posthog/errors";
import type { Region } from "../posthog/regions";
import { removeResource } from "../posthog/resources";
import { sealedColumn } from "../tokens/encryption-key-rotation";
import { type Place, seal, unseal } from "../tokens/vault";
import { attempt } from "./attempt";

const CHECK_EVERY_MS = 5_000;
const FIRST_PAUSE_SECONDS = 5;
const LONGEST_PAUSE_SECONDS = 600;
/** Longer than one attempt: until then a removal belongs to the process that claimed it. */
const CLAIM_SECONDS = 60;

/** With these PostHog says that the token has ended or no longer reaches the project: nothing is left to remove. */
const REMOVED_ALREADY: readonly (number | undefined)[] = [401, 403, 404];

interface RemovableProject {
  readonly region: Region;
  readonly projectId: string;
  readonly accessToken: string;
  readonly expiresAt: Date;
}

/**
 * Removes a project from its grant at PostHog. When that fails it is retried, by any process, until the access
 * token has ended; the refresh token is not kept.
 * @returns why it did not succeed at once.
 */
export async function removeProject(userId: string, project: RemovableProject): Promise<Failure | null> {
  const { region, projectId, accessToken, expiresAt } = project;
  // Made here and not by the database, because the token is encrypted for this very row.
  const id = randomUUID();
  await db().pendingRemoval.create({
    data: {
      id,
      userId,
      region,
      projectId,
      expiresAt,
      accessTokenSealed: await seal(accessToken, removalPlace(id)),
      nextAttemptAt: inSeconds(CLAIM_SECONDS),
    },
    select: { id: true },
  });
  return attemptRemoval({ id, region, projectId, attempts: 0 }, accessToken);
}

/** Drops the removals of a person who connects again: PostHog would take the project from the new tokens too. */
export async function cancelRemovals(userId: string): Promise<void> {
  await db().pendingRemoval.deleteMany({ where: { userId } });
}

/** Retries removals from now on, without keeping this process alive. */
export function keepRemoving(): void {
  setInterval(() => {
    retryRemovals().catch((error) => log().error({ err: error }, "removals could not be retried"));
  }, CHECK_EVERY_MS).unref();
}

async function retryRemovals(): Promise<void> {
  await db().pendingRemoval.deleteMany({ where: { expiresAt: { lt: new Date() } } });
  // One statement, so that of several processes exactly one gets each removal.
  const claimed = await db().pendingRemoval.updateManyAndReturn({
    where: { nextAttemptAt: { lte: new Date() } },
    data: { nextAttemptAt: inSeconds(CLAIM_SECONDS), attempts: { increment: 1 } },
    select: { id: true, region: true, projectId: true, attempts: true, accessTokenSealed: true },
  });
  for (const removal of claimed) {
    await attemptRemoval(removal, await unseal(removal.accessTokenSealed, removalPlace(removal.id)));
  }
}

async function attemptRemoval(
  removal: { id: string; region: Region; projectId: string; attempts: number },
  accessToken: string | null,
): Promise<Failure | null> {
  const { id, region, projectId, attempts } = removal;
  const result = await attempt("remove_project", async () => {
    if (!accessToken) return;
    await removeResource(posthog(), { region, projectId, accessToken }).catch(acceptRemoved);
  });
  if (result.ok) {
    await db().pendingRemoval.deleteMany({ where: { id } });
    return null;
  }
  const pause = Math.min(FIRST_PAUSE_SECONDS * 2 ** attempts, LONGEST_PAUSE_SECONDS);
  await db().pendingRemoval.updateMany({ where: { id }, data: { nextAttemptAt: inSeconds(pause) } });
  return result;
}

function acceptRemoved(error: unknown): void {
  const removed = error instanceof PostHogError && REMOVED_ALREADY.includes(error.details.status);
  if (!removed) throw error;
}

const inSeconds = (seconds: number): Date => new Date(Date.now() + seconds * 1000);

// The table's former name: tokens that were encrypted for it must stay readable.
function removalPlace(id: string): Place {
  return { row: id, column: "Release.accessToken" };
}

/** The access tokens of pending removals, for encryption-key rotation. */
export const sealedRemovals = sealedColumn(
  "PendingRemoval",
  "accessTokenSealed",
  z.object({ id: z.string() }),
  ({ id }) => removalPlace(id),
);
