import { z } from "zod";
import { db, query } from "../platform/db";
import { REPEATABLE } from "../platform/postgres";
import { endConnection } from "./disconnect";
import { removeNow } from "./removal";

/**
 * Deletes a user and everything of theirs, their sessions included. The removals at PostHog outlive them, and no answer
 * waits for those.
 */
export async function deleteAccount(userId: string): Promise<void> {
  const connections = await db().connection.findMany({
    where: { userId },
    select: { userId: true, partnerProjectId: true },
  });
  await Promise.all(connections.map(endConnection));
  await query(z.unknown(), `${REPEATABLE} DELETE FROM "User" WHERE "id" = $1`, [userId]);
  void removeNow(userId);
}
