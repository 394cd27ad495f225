import { z } from "zod";
import { db, query } from "../platform/db";
import { REPEATABLE } from "../platform/postgres";
import { endConnection, removeInTime } from "./disconnect";

/**
 * Deletes a user and all their data, including their sessions. Removals at PostHog continue after that. They pass to
 * another user with the same address, if there is one: PostHog knows people by their address, so a removal must not
 * take away a project which that user has connected.
 */
export async function deleteAccount(userId: string): Promise<void> {
  const connections = await db().connection.findMany({
    where: { userId },
    select: { userId: true, partnerProjectId: true },
  });
  await Promise.all(connections.map(endConnection));
  await query(
    z.unknown(),
    `${REPEATABLE} WITH passed AS (UPDATE "PendingRemoval" r SET "userId" = o."id" FROM "User" u JOIN "User" o USING ("email")
       WHERE u."id" = $1 AND o."id" <> $1 AND r."userId" = $1)
     DELETE FROM "User" WHERE "id" = $1`,
    [userId],
  );
  await removeInTime(userId);
}
