import { attempt } from "../failure";
import { posthog } from "../posthog-client";
import { recordActivity, recordFailure } from "./activity";
import { releaseProject } from "./release";
import { type Surrendered, surrenderTokens } from "./token-custody";

const LONG_ENOUGH_MS = 10 * 60_000;
const RELEASE = "release the project at PostHog right away";

/**
 * Ends a user's connection. The tokens go first, so that nothing of them is left here whatever PostHog does;
 * then PostHog is told, now or as soon as it answers again.
 */
export async function disconnect(userId: string): Promise<void> {
  const surrendered = await surrenderTokens(userId);
  if (!surrendered) return;
  recordActivity(userId, { kind: "DISCONNECTED", region: surrendered.region });
  const { region, projectId } = surrendered;
  if (!projectId) return;
  const token = await findLiveToken(userId, surrendered);
  const failure = token && (await releaseProject(userId, { region, projectId, ...token }));
  if (failure) recordFailure(userId, RELEASE, failure);
}

/** An access token that PostHog will listen to, for as long as possible: the retries end with it. */
async function findLiveToken(userId: string, { region, ...left }: Surrendered) {
  const { accessToken, refreshToken, expiresAt } = left;
  const held = accessToken && expiresAt && expiresAt > new Date() ? { accessToken, expiresAt } : null;
  if (!refreshToken || (held && held.expiresAt.getTime() - Date.now() > LONG_ENOUGH_MS)) return held;
  const result = await attempt(RELEASE, () => posthog().refreshTokens({ region, refreshToken }));
  if (result.ok) return result.value;
  if (!held) recordFailure(userId, RELEASE, result);
  return held;
}
