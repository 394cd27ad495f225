import { z } from "zod";
import { query } from "../platform/db";
import { logSecurityEvent } from "../platform/security-log";
import { authConfiguration } from "./configuration";

interface PinnedIdentity {
  readonly provider: string;
  readonly subject: string;
  readonly email: string;
}

/** Pins an address of OPERATORS to the account that uses it first: a later owner of the address is not an operator. */
export async function pinOperator(
  userId: string,
  { provider, subject, email }: PinnedIdentity,
): Promise<void> {
  if (!authConfiguration().operators.includes(email)) return;
  const pinned = await query(
    z.unknown(),
    `INSERT INTO "OperatorPin" ("email", "provider", "subject") VALUES ($1, $2, $3)
     ON CONFLICT DO NOTHING RETURNING 1`,
    [email, provider, subject],
  );
  if (pinned.length > 0) logSecurityEvent("operator_pinned", userId, { provider, subject });
}

/** Whether one of these addresses is pinned to an account of this user. */
export async function hasOperatorPin(userId: string, emails: readonly string[]): Promise<boolean> {
  const pins = await query(
    z.unknown(),
    `SELECT 1 FROM "OperatorPin" o JOIN "Account" a USING ("provider", "subject")
     WHERE a."userId" = $1 AND o."email" = ANY ($2) LIMIT 1`,
    [userId, emails],
  );
  return pins.length > 0;
}
