import { randomUUID } from "node:crypto";
import { z } from "zod";
import { query } from "../platform/db";
import { logSecurityEvent } from "../platform/security-log";
import { pinOperator } from "./operator-pins";
import { type User, userSchema } from "./users";

/** What a sign-in provider says about someone. */
export interface Identity {
  readonly provider: string;
  /** The provider's own id for the account, which stays when the address changes. */
  readonly subject: string;
  /** An address that the provider has verified. PostHog makes accounts for it. */
  readonly email: string;
  readonly name: string | null;
}

/**
 * Finds the user of an account, or creates one at its first sign-in. Another account is another user, even with the
 * same address. A user from before there were accounts goes to the first account with their address.
 */
export async function findOrCreateUser(identity: Identity): Promise<User> {
  const { provider, subject, name } = identity;
  const email = identity.email.toLowerCase();
  // One statement, so that two first sign-ins at once create one user, and two accounts cannot claim the same one.
  const [user] = await query(
    userSchema,
    `WITH claimed AS (
       UPDATE "Account" SET "provider" = $1, "subject" = $2
       WHERE "provider" = 'unclaimed' AND "subject" = $3
         AND NOT EXISTS (SELECT 1 FROM "Account" WHERE "provider" = $1 AND "subject" = $2)
       RETURNING "userId", "isPrimary"
     ), known AS (
       INSERT INTO "Account" ("provider", "subject", "userId")
       SELECT $1, $2, $4 WHERE NOT EXISTS (SELECT 1 FROM claimed)
       ON CONFLICT ("provider", "subject") DO UPDATE SET "subject" = EXCLUDED."subject"
       RETURNING "userId", "isPrimary"
     ), account AS (SELECT * FROM claimed UNION ALL SELECT * FROM known)
     INSERT INTO "User" AS u ("id", "email", "name") SELECT "userId", $3, $5 FROM account
     ON CONFLICT ("id") DO UPDATE SET
       "email" = CASE WHEN (SELECT "isPrimary" FROM account) THEN EXCLUDED."email" ELSE u."email" END,
       "name" = CASE WHEN (SELECT "isPrimary" FROM account) THEN COALESCE(EXCLUDED."name", u."name")
         ELSE u."name" END
     RETURNING "id", "email", "name"`,
    [provider, subject, email, randomUUID(), name],
  );
  if (!user) throw new Error("the user was neither found nor created");
  await pinOperator(user.id, { ...identity, email });
  return user;
}

/** Lets a user sign in with a further account. False if the account belongs to another user. */
export async function linkAccount(userId: string, identity: Identity): Promise<boolean> {
  const { provider, subject } = identity;
  const linked = await query(
    z.unknown(),
    `INSERT INTO "Account" ("provider", "subject", "userId", "isPrimary") VALUES ($1, $2, $3, false)
     ON CONFLICT ("provider", "subject") DO UPDATE SET "subject" = EXCLUDED."subject"
       WHERE "Account"."userId" = EXCLUDED."userId"
     RETURNING 1`,
    [provider, subject, userId],
  );
  if (linked.length === 0) return false;
  logSecurityEvent("provider_linked", userId, { provider });
  await pinOperator(userId, { ...identity, email: identity.email.toLowerCase() });
  return true;
}

const accountSchema = z.object({ provider: z.string(), createdAt: z.coerce.date() });

export type Account = z.infer<typeof accountSchema>;

/** The accounts that a user signs in with, oldest first. */
export const listAccounts = (userId: string): Promise<Account[]> =>
  query(
    accountSchema,
    `SELECT "provider", "createdAt" FROM "Account" WHERE "userId" = $1 ORDER BY "createdAt"`,
    [userId],
  );
