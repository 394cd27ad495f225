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
 * Records what an operator did, or tried, in the log and in a table that outlives their account. The form is kept as
 * far as its schema accepts it: it says to what the action was done.
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
    // It is in the log by now, and what was done at PostHog is done.
  ).catch(() => log().error({ action: name }, "an operator's action could not be recorded"));
}

/** What operators did lately, newest first. */
export const listOperatorActions = () =>
  db().operatorAction.findMany({
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: SHOWN,
    select: { id: true, email: true, action: true, input: true, code: true, createdAt: true },
  });
