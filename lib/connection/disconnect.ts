import { setTimeout as sleep } from "node:timers/promises";
import type { ConnectionOwner } from "../tokens/owner";
import { recordActivity } from "./activity";
import { removeNow } from "./removal";
import { deleteConnection } from "./tokens";

const PATIENCE_MS = 3_000;

/**
 * Ends a connection, whatever PostHog does. The project is removed and the grant revoked at PostHog at once, or as soon
 * as PostHog answers again.
 */
export async function disconnect(owner: ConnectionOwner): Promise<void> {
  if (await endConnection(owner)) await removeInTime(owner.userId);
}

/** Carries out a person's removals, and waits for that no longer than a person does. */
export async function removeInTime(userId: string): Promise<void> {
  await Promise.race([removeNow(userId), sleep(PATIENCE_MS, undefined, { ref: false })]);
}

/**
 * Ends a connection here. In the same step its grant moves to the pending removals, which are yet to be carried out.
 * @returns whether there was one.
 */
export async function endConnection(owner: ConnectionOwner): Promise<boolean> {
  const deleted = await deleteConnection(owner);
  if (!deleted) return false;
  recordActivity(owner.userId, { action: "disconnect", region: deleted.region, event: "connection_ended" });
  return true;
}
