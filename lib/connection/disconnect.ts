import { setTimeout as sleep } from "node:timers/promises";
import type { ConnectionOwner } from "../tokens/owner";
import { recordActivity } from "./activity";
import { removeNow } from "./removal";
import { deleteConnection } from "./tokens";

const PATIENCE_MS = 5_000;

/**
 * Ends a connection, whatever PostHog does. Its grant moves to the pending removals in the same step; the project is
 * removed and the grant revoked at PostHog at once, or as soon as PostHog answers again.
 */
export async function disconnect(owner: ConnectionOwner): Promise<void> {
  const deleted = await deleteConnection(owner);
  if (!deleted) return;
  recordActivity(owner.userId, { action: "disconnect", region: deleted.region, event: "connection_ended" });
  await Promise.race([removeNow(owner.userId), sleep(PATIENCE_MS, undefined, { ref: false })]);
}
