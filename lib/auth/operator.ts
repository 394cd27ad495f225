import { notFound } from "next/navigation";
import { env } from "../env";
import { currentUser, type User } from "./session";

/** Whether somebody is one of the partner's own people. Whoever signed them in has verified the address. */
export const isOperator = ({ email }: User): boolean => env().operators.includes(email);

/** For the partner's own pages and actions: for everybody else, signed in or not, they do not exist. */
export async function requireOperator(): Promise<User> {
  const user = await currentUser();
  return user && isOperator(user) ? user : notFound();
}
