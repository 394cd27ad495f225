import { db } from "../db";
import { disconnect } from "./disconnect";

/** Deletes a user and everything of theirs. What PostHog must still be told outlives them, and only that. */
export async function deleteAccount(userId: string): Promise<void> {
  await disconnect(userId);
  await db().user.deleteMany({ where: { id: userId } });
}
