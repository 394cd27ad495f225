import { redirect } from "next/navigation";
import { cache } from "react";
import { findSignedInUser, signInPath } from "./provider";
import type { User } from "./users";

/** The signed-in user; null when no one is signed in or the account is gone. Read once per request. */
export const currentUser: () => Promise<User | null> = cache(findSignedInUser);

/** For pages: the signed-in user, or a redirect to the sign-in page. */
export async function requireUser(): Promise<User> {
  return (await currentUser()) ?? redirect(signInPath());
}
