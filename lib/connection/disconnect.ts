import { waitAtMost } from "../platform/deadline";
import type { ConnectionOwner } from "../tokens/owner";
import { recordActivity } from "./activity";
import { removeNow } from "./removal";
import { deleteConnection } from "./tokens";

const PATIENCE_MS = 3_000;

/**
 * Ends a connection, even if PostHog fails. Removes the project and revokes the grant at PostHog at once, or as soon as
 * PostHog answers again.
 */
export async function disconnect(owner: ConnectionOwner): Promise<void> {
  if (await endConnection(owner)) await removeInTime(owner.userId);
}

/** Carries out a person's removals, and waits for them only as long as a person does. */
export async function removeInTime(userId: string): Promise<void> {
  await waitAtMost(PATIENCE_MS, removeNow(userId), () => undefined);
}

/**
 * Ends a connection here, and moves its grant to the pending removals in the same step. Does not carry them out.
 * @returns whether there was one.
 */
export async function endConnection(owner: ConnectionOwner): Promise<boolean> {
  const deleted = await deleteConnection(owner);
  if (!deleted) return false;
  recordActivity(owner.userId, { action: "disconnect", region: deleted.region, event: "connection_ended" });
  return true;
}
