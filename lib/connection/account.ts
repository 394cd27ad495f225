import { db } from "../platform/db";
import { disconnect } from "./disconnect";

/** Deletes a user and everything of theirs. Removals that PostHog has yet to carry out outlive them. */
export async function deleteAccount(userId: string): Promise<void> {
  const connections = await db().connection.findMany({
    where: { userId },
    select: { userId: true, partnerProjectId: true },
  });
  for (const owner of connections) await disconnect(owner);
  await db().user.deleteMany({ where: { id: userId } });
}
