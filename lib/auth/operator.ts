import { notFound } from "next/navigation";
import { cache } from "react";
import { logSecurityEvent } from "../platform/security-log";
import { authConfiguration } from "./configuration";
import { hasOperatorPin } from "./operator-pins";
import { currentUser } from "./session";
import type { User } from "./users";

/** Whether a user is one of the partner's own people. Read once per request. */
export const isOperator = cache(async ({ id }: User): Promise<boolean> => {
  const { operators } = authConfiguration();
  return operators.length > 0 && hasOperatorPin(id, operators);
});

/** For the partner's own pages and actions, which do not exist for anyone else, signed in or not. */
export async function requireOperator(): Promise<User> {
  const user = await currentUser();
  return user && (await isOperator(user)) ? user : notFound();
}

/** The same for a page; also logs who opened it. */
export async function requireOperatorAt(page: string): Promise<User> {
  const operator = await requireOperator();
  logSecurityEvent("operator_page_opened", operator.id, { page });
  return operator;
}
