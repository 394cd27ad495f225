import { notFound } from "next/navigation";
import { authConfiguration } from "./configuration";
import { currentUser } from "./session";
import type { User } from "./users";

/** Whether a user is one of the partner's own people. Their sign-in provider has verified the address. */
export const isOperator = ({ email }: User): boolean => authConfiguration().operators.includes(email);

/** For the partner's own pages and actions: for everyone else, signed in or not, they do not exist. */
export async function requireOperator(): Promise<User> {
  const user = await currentUser();
  return user && isOperator(user) ? user : notFound();
}
