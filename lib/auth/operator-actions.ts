import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import { db, query } from "../platform/db";
import type { Result } from "../platform/failure";
import { log } from "../platform/log";
import { currentRequestId } from "../platform/request";
import { logSecurityEvent } from "../platform/security-log";
import type { User } from "./users";

const SHOWN = 50;

/**
 * Records what an operator did, or tried, in the log and in a table that outlives their account. The parsed form is
 * stored too: it says what the action was applied to.
 */
export async function recordOperatorAction(
  operator: User,
  { name, form: schema }: { readonly name: string; readonly form: z.ZodType },
  form: FormData,
  result: Result<unknown>,
): Promise<void> {
  const code = result.ok ? null : result.code;
  logSecurityEvent("operator_action", operator.id, { action: name, ...(code ? { reason: code } : {}) });
  const input = JSON.stringify(schema.safeParse(Object.fromEntries(form)).data ?? {});
  await query(
    z.unknown(),
    `INSERT INTO "OperatorAction" ("id", "userId", "email", "action", "input", "code", "requestId")
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [uuidv7(), operator.id, operator.email, name, input, code, currentRequestId()],
    // Not fatal: it is already in the log, and what was done at PostHog cannot be undone.
  ).catch(() => log().error({ action: name }, "an operator's action could not be recorded"));
}

/** The latest actions of operators, newest first. */
export const listOperatorActions = () =>
  db().operatorAction.findMany({
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: SHOWN,
    select: { id: true, email: true, action: true, input: true, code: true, createdAt: true },
  });
