import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { z } from "zod";
import { env } from "../env";
import { AppError, attempt, type Result } from "../failure";
import { isAllowedOrigin } from "./origin";
import { currentUser, type User } from "./session";

/** Where a finished action sends the browser; an action without one stays on its page. */
export interface Redirection {
  readonly to: string;
}

/** What a form of ours shows after its action: nothing yet, or the last result. */
export type ActionState = Result | null;

/**
 * Wraps a server action so that none can forget who is asking: checks the origin and the session, parses the
 * form, maps expected errors to a result, and redirects outside any `try`.
 */
export function withUser<S extends z.ZodType>(
  name: string,
  schema: S,
  act: (user: User, input: z.output<S>) => Promise<Redirection | undefined>,
) {
  return async (_previous: ActionState, form: FormData): Promise<ActionState> => {
    const user = await currentUser();
    if (!user) redirect("/sign-in?error=SessionRequired");
    const result = await attempt(name, async () => {
      const origin = (await headers()).get("origin");
      if (!isAllowedOrigin("POST", origin, env().appUrl)) throw new AppError("foreign_origin");
      const input = schema.safeParse(Object.fromEntries(form));
      if (!input.success) throw new AppError("invalid_input");
      return act(user, input.data);
    });
    if (!result.ok) return result;
    if (result.value) redirect(result.value.to);
    return { ok: true, value: undefined };
  };
}
