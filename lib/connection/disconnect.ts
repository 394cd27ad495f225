import { posthog } from "../identity/client";
import { refreshTokens } from "../posthog/tokens";
import type { DeletedConnection } from "../tokens/custody";
import type { ConnectionOwner } from "../tokens/owner";
import { recordActivity, recordFailure } from "./activity";
import { attempt } from "./attempt";
import { removeProject } from "./removal";
import { deleteConnection } from "./tokens";

/** Long enough for the retries of a removal, which end with the access token. */
const ENOUGH_LIFETIME_MS = 10 * 60_000;

/**
 * Ends a connection. The tokens are deleted first, so that none is left here whatever PostHog does; then the
 * project is removed at PostHog, now or as soon as PostHog answers again.
 */
export async function disconnect(owner: ConnectionOwner): Promise<void> {
  const deleted = await deleteConnection(owner);
  if (!deleted) return;
  const { userId } = owner;
  const { region, projectId } = deleted;
  recordActivity(userId, { action: "disconnect", region, event: "connection_ended" });
  if (!projectId) return;
  const token = await findLongestToken(userId, deleted);
  const failure = token && (await removeProject(userId, { region, projectId, ...token }));
  if (failure) recordFailure(userId, "remove_project", failure);
}

/** An access token that PostHog accepts for as long as possible. */
async function findLongestToken(userId: string, { region, ...tokens }: DeletedConnection) {
  const { accessToken, refreshToken, expiresAt } = tokens;
  const current = accessToken && expiresAt > new Date() ? { accessToken, expiresAt } : null;
  if (!refreshToken || (current && expiresAt.getTime() - Date.now() > ENOUGH_LIFETIME_MS)) return current;
  const result = await attempt("remove_project", () => refreshTokens(posthog(), { region, refreshToken }));
  if (result.ok) return result.value;
  if (!current) recordFailure(userId, "remove_project", result);
  return current;
}
