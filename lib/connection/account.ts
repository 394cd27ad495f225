import { z } from "zod";
import { db, query } from "../platform/db";
import { REPEATABLE } from "../platform/postgres";
import { endConnection, removeInTime } from "./disconnect";

/** Deletes a user and everything of theirs, their sessions included. The removals at PostHog outlive them. */
export async function deleteAccount(userId: string): Promise<void> {
  const connections = await db().connection.findMany({
    where: { userId },
    select: { userId: true, partnerProjectId: true },
  });
  await Promise.all(connections.map(endConnection));
  await query(z.unknown(), `${REPEATABLE} DELETE FROM "User" WHERE "id" = $1`, [userId]);
  await removeInTime(userId);
}
