import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { z } from "zod";
import { recordFailure } from "../connection/activity";
import { withDeadline } from "../deadline";
import { env } from "../env";
import { AppError, attempt, type Failure } from "../failure";
import { countUse, type Limited } from "../limits";
import { callerAddress } from "./address";
import { requireOperator } from "./operator";
import { isAllowedOrigin } from "./origin";
import { currentUser, type User } from "./session";

/** Where a finished action sends the browser; an action without one stays on its page. */
export interface Redirection {
  readonly to: string;
}

/** What a finished action has to show on its own page, in the answer to its form and nowhere else. */
export interface Display<T> {
  readonly show: T;
}

/** What stands in the fields of a form. */
export type Typed = Readonly<Record<string, string>>;

/** What a form of ours shows after its action: nothing yet, or the last result. */
export type ActionState<T = undefined> =
  | { readonly ok: true; readonly value: T | undefined }
  | (Failure & { readonly typed?: Typed })
  | null;

interface ActionOptions<S extends z.ZodType> {
  /** What is done, as a verb: for the log, and for the user's activity when it fails. */
  readonly name: string;
  readonly form: S;
  /** Which of our own limits a use counts against. */
  readonly limit?: Limited;
  /** How long PostHog may take in all, in milliseconds. */
  readonly deadlineMs?: number;
  /** After a failure the form shows again what was typed. Never for a secret. */
  readonly keepsTyped?: true;
}

const DEADLINE_MS = 20_000;

/**
 * Wraps a server action so that none can forget who is asking: checks session, origin and limits, parses the
 * form, maps expected errors to a result, and redirects outside any `try`.
 */
export function withUser<S extends z.ZodType, T = undefined>(
  { name, form: schema, limit, deadlineMs = DEADLINE_MS, keepsTyped }: ActionOptions<S>,
  act: (user: User, input: z.output<S>) => Promise<Redirection | Display<T> | undefined>,
) {
  return async (_previous: ActionState<T>, form: FormData): Promise<ActionState<T>> => {
    const user = await currentUser();
    if (!user) redirect("/sign-in?error=SessionRequired");
    const result = await attempt(name, async () => {
      await requireOwnOrigin();
      if (limit) await requirePatience(limit, user);
      const input = schema.safeParse(Object.fromEntries(form));
      if (!input.success) throw new AppError("invalid_input");
      return withDeadline(deadlineMs, () => act(user, input.data));
    });
    if (!result.ok) {
      await recordFailure(user.id, name, result);
      return keepsTyped ? { ...result, typed: textsIn(form) } : result;
    }
    const outcome = result.value;
    if (outcome && "to" in outcome) redirect(outcome.to);
    return { ok: true, value: outcome?.show };
  };
}

/** `withUser` for the partner's own people; for everybody else there is no such action. */
export function withOperator<S extends z.ZodType, T = undefined>(
  ...[options, act]: Parameters<typeof withUser<S, T>>
) {
  const action = withUser(options, act);
  return async (previous: ActionState<T>, form: FormData): Promise<ActionState<T>> => {
    await requireOperator();
    return action(previous, form);
  };
}

const textsIn = (form: FormData): Typed =>
  Object.fromEntries(
    [...form].flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );

async function requireOwnOrigin(): Promise<void> {
  const origin = (await headers()).get("origin");
  if (!isAllowedOrigin("POST", origin, env().appUrl)) throw new AppError("foreign_origin");
}

async function requirePatience(limit: Limited, user: User): Promise<void> {
  const wait = await countUse(limit, { user: user.id, address: await callerAddress() });
  if (wait !== null) throw new AppError("slow_down", wait);
}
