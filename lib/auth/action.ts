import type { Route } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { z } from "zod";
import { type ActionState, formOf, textsIn } from "../platform/action-state";
import { withDeadline } from "../platform/deadline";
import { env } from "../platform/env";
import type { Failure, Result } from "../platform/failure";
import { type Limit, requireUse } from "../platform/limits";
import { RESUMED } from "../platform/page-marks";
import { beginAction } from "../platform/request";
import { logSecurityEvent } from "../platform/security-log";
import { refuse } from "./messages";
import { requireOperator } from "./operator";
import { recordOperatorAction } from "./operator-actions";
import { isAllowedOrigin } from "./origin";
import { signInPath } from "./provider";
import { currentUser } from "./session";
import type { User } from "./users";

/** Where a finished action sends the browser; an action without one stays on its page. */
export interface Redirection {
  readonly to: Route;
}

/** What a finished action shows on its own page, only in the response to its form. */
export interface Display<T> {
  readonly show: T;
}

interface ActionOptions<S extends z.ZodType, P> {
  /** The id under which the action is logged and recorded. */
  readonly name: string;
  readonly form: S;
  /** Which of our own limits a use counts against. */
  readonly limit: Limit;
  /** Starts to read what the action needs, while its use is counted. Changes nothing: the use may be refused. */
  readonly prepare?: (user: User) => P;
  /** Turns expected errors into a failure, and records it for the user if one is known. */
  readonly attempt: <T>(userId: string | null, work: () => Promise<T>) => Promise<Result<T>>;
  /** How long all calls to PostHog may take together, in milliseconds. */
  readonly deadlineMs?: number;
  /** After a failure, the form keeps what was typed. Never for a secret. */
  readonly keepsTyped?: true;
}

const DEADLINE_MS = 20_000;

/**
 * Wraps a server action, so that none can forget a check: verifies session, origin and limits, parses the form, maps
 * expected errors to a result, and redirects outside any `try`.
 */
export function withUser<S extends z.ZodType, T = undefined, P = undefined>(
  options: ActionOptions<S, P>,
  act: (user: User, input: z.output<S>, prepared?: P) => Promise<Redirection | Display<T> | undefined>,
) {
  const { name, form: schema, limit, attempt, deadlineMs = DEADLINE_MS, keepsTyped } = options;
  return async (_previous: ActionState<T>, sent: FormData): Promise<ActionState<T>> => {
    beginAction();
    const form = formOf(sent);
    const answer = (failure: Failure) => (keepsTyped ? { ...failure, typed: textsIn(form) } : failure);
    const found = await attempt(null, currentUser);
    if (!found.ok) return answer(found);
    const user = found.value;
    if (!user) {
      logSecurityEvent("session_refused", null, { action: name });
      redirect(signInPath(await resumedPage()));
    }
    const result = await attempt(user.id, async () => {
      await requireOwnOrigin(user);
      const prepared = options.prepare?.(user);
      await requireUse(limit, user.id);
      const input = schema.safeParse(Object.fromEntries(form));
      if (!input.success) throw refuse("invalid_input");
      return withDeadline(deadlineMs, () => act(user, input.data, prepared));
    });
    if (!result.ok) return answer(result);
    const outcome = result.value;
    if (outcome && "to" in outcome) redirect(outcome.to);
    return { ok: true, value: outcome?.show };
  };
}

/** `withUser` for the partner's own people, with a record of what they do. For all others the action does not exist. */
export function withOperator<S extends z.ZodType, T = undefined>(
  ...[options, act]: Parameters<typeof withUser<S, T>>
) {
  return async (previous: ActionState<T>, sent: FormData): Promise<ActionState<T>> => {
    beginAction();
    const form = formOf(sent);
    const found = await options.attempt(null, requireOperator);
    if (!found.ok) return found;
    const operator = found.value;
    const attempt: typeof options.attempt = async (userId, work) => {
      const result = await options.attempt(userId, work);
      // Without a user, this attempt only reads the session.
      if (userId) await recordOperatorAction(operator, options, form, result);
      return result;
    };
    return withUser({ ...options, attempt }, act)(previous, form);
  };
}

/** Types a URL of another origin as a route: typed routes accept one only with its protocol in the type. */
export function externalUrl(url: string): Route {
  const colon = url.indexOf(":");
  return `${url.slice(0, colon)}:${url.slice(colon + 1)}`;
}

/** Where to return after signing in: the page whose form was sent, which our pages send as the referrer. */
async function resumedPage(): Promise<string> {
  const { pathname, searchParams } = new URL((await headers()).get("referer") ?? "/connection", env().appUrl);
  searchParams.set(RESUMED, "");
  return `${pathname}?${searchParams}`;
}

async function requireOwnOrigin(user: User): Promise<void> {
  const origin = (await headers()).get("origin");
  if (isAllowedOrigin("POST", origin, env().appUrl)) return;
  logSecurityEvent("foreign_origin", user.id);
  throw refuse("foreign_origin");
}
