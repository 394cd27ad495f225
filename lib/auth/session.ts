import { redirect } from "next/navigation";
import { cache } from "react";
import { currentUserId, signInPath } from "./provider";
import { findUser, type User } from "./users";

/** Who is asking; null when no one is signed in or the account is gone. Read once per request. */
export const currentUser = cache(async (): Promise<User | null> => {
  const id = await currentUserId();
  return id ? findUser(id) : null;
});

/** For pages: the signed-in user, or a redirect to the sign-in page. */
export async function requireUser(): Promise<User> {
  return (await currentUser()) ?? redirect(signInPath());
}
