import { after } from "next/server";
import { expireCookies } from "../../platform/cookies";
import { log } from "../../platform/log";
import { logSecurityEvent } from "../../platform/security-log";
import { endSession as end, findSessionUser, touchSession } from "../sessions";
import type { User } from "../users";
import { COOKIES, readSealedSessionId } from "./cookies";

/**
 * The id of the session that next-auth's cookie names. Its `getServerSession` would also encrypt a new cookie on every
 * click, which neither a page nor a redirecting action could send. The cookie holds only ids, so it is never long
 * enough to be split.
 */
export const readSessionId = (): Promise<string | null> => readSealedSessionId("session-token");

/** The user of the session that the cookie names; null when there is none, or it has ended. */
export async function findSignedInUser(): Promise<User | null> {
  const id = await readSessionId();
  if (!id) return null;
  const user = await findSessionUser(id);
  if (!user) logSecurityEvent("session_refused", null, { session: id });
  if (user?.isStale) after(() => touchSession(id).catch(() => log().warn("a session could not be renewed")));
  return user;
}

/** Ends this browser's session and expires its cookies. For actions and routes. */
export async function endSession(): Promise<void> {
  const id = await readSessionId();
  const userId = id ? await end(id) : null;
  if (userId) logSecurityEvent("sign_out", userId);
  await expireCookies(COOKIES);
}
