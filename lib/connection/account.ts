import { z } from "zod";
import { db, query } from "../platform/db";
import { REPEATABLE } from "../platform/postgres";
import { endConnection, removeInTime } from "./disconnect";

/** Deletes a user and all their data, including their sessions. Removals at PostHog continue after that. */
export async function deleteAccount(userId: string): Promise<void> {
  const connections = await db().connection.findMany({
    where: { userId },
    select: { userId: true, partnerProjectId: true },
  });
  await Promise.all(connections.map(endConnection));
  await query(z.unknown(), `${REPEATABLE} DELETE FROM "User" WHERE "id" = $1`, [userId]);
  await removeInTime(userId);
}
