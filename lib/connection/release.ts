import { randomUUID } from "node:crypto";
import { db } from "../db";
import { attempt, type Failure } from "../failure";
import { log } from "../log";
import { PostHogError } from "../posthog/errors";
import type { Region } from "../posthog/regions";
import { posthog } from "../posthog-client";
import { seal, unseal } from "../vault";

const CHECK_EVERY_MS = 5_000;
const FIRST_PAUSE_SECONDS = 5;
const LONGEST_PAUSE_SECONDS = 600;
/** Longer than one attempt: until then it belongs to the process that claimed it. */
const CLAIM_SECONDS = 60;

/** With these PostHog says that the token is dead or no longer reaches the project: nothing is left to release. */
const RELEASED_ALREADY: readonly (number | undefined)[] = [401, 403, 404];

interface ProjectHeld {
  readonly region: Region;
  readonly projectId: string;
  readonly accessToken: string;
  readonly expiresAt: Date;
}

/**
 * Tells PostHog that we let go of a project. Where that fails it is tried again, by whichever process comes
 * first, until the access token has ended; the refresh token is not kept.
 * @returns why it did not succeed right away.
 */
export async function releaseProject(userId: string, held: ProjectHeld): Promise<Failure | null> {
  const { region, projectId, accessToken, expiresAt } = held;
  // Made here and not by the database, because the token is sealed for this very row.
  const id = randomUUID();
  await db().release.create({
    data: {
      id,
      userId,
      region,
      projectId,
      expiresAt,
      accessTokenSealed: await seal(accessToken, releasePlace(id)),
      nextAttemptAt: inSeconds(CLAIM_SECONDS),
    },
    select: { id: true },
  });
  return attemptRelease({ id, region, projectId, attempts: 0 }, accessToken);
}

/** Forgets releases of a user who connects again: PostHog would take the project from the new tokens too. */
export async function cancelReleases(userId: string): Promise<void> {
  await db().release.deleteMany({ where: { userId } });
}

/** Looks for releases to retry from now on, for as long as this process has other things to do. */
export function keepReleasing(): void {
  setInterval(() => {
    retryReleases().catch((error) => log().error({ err: error }, "releases could not be retried"));
  }, CHECK_EVERY_MS).unref();
}

async function retryReleases(): Promise<void> {
  await db().release.deleteMany({ where: { expiresAt: { lt: new Date() } } });
  // One statement, so that of several processes one gets each.
  const claimed = await db().release.updateManyAndReturn({
    where: { nextAttemptAt: { lte: new Date() } },
    data: { nextAttemptAt: inSeconds(CLAIM_SECONDS), attempts: { increment: 1 } },
    select: { id: true, region: true, projectId: true, attempts: true, accessTokenSealed: true },
  });
  for (const release of claimed) {
    await attemptRelease(release, await unseal(release.accessTokenSealed, releasePlace(release.id)));
  }
}

async function attemptRelease(
  release: { id: string; region: Region; projectId: string; attempts: number },
  accessToken: string | null,
): Promise<Failure | null> {
  const { id, region, projectId, attempts } = release;
  const result = await attempt("release the project at PostHog", async () => {
    if (accessToken) await posthog().removeResource({ region, projectId, accessToken }).catch(acceptReleased);
  });
  if (result.ok) {
    await db().release.deleteMany({ where: { id } });
    return null;
  }
  const pause = Math.min(FIRST_PAUSE_SECONDS * 2 ** attempts, LONGEST_PAUSE_SECONDS);
  await db().release.updateMany({ where: { id }, data: { nextAttemptAt: inSeconds(pause) } });
  return result;
}

function acceptReleased(error: unknown): void {
  const released = error instanceof PostHogError && RELEASED_ALREADY.includes(error.details.status);
  if (!released) throw error;
}

const inSeconds = (seconds: number): Date => new Date(Date.now() + seconds * 1000);

/** Where the access token of a release belongs, for the vault. */
export const releasePlace = (id: string) => ({ row: id, column: "Release.accessToken" });
