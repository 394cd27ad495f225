import { randomBytes } from "node:crypto";
import { z } from "zod";
import { query } from "../platform/db";
import { REPEATABLE } from "../platform/postgres";
import type { Prunable } from "../platform/pruning";
import { logSecurityEvent } from "../platform/security-log";
import { type User, userSchema } from "./users";

const LIVE = `"endedAt" IS NULL AND "seenAt" > now() - interval '7 days' AND "createdAt" > now() - interval '30 days'`;
const SHOWN = 20;

/** Starts a session, and ends the browser's previous one. Returns the new id, which the cookie carries. */
export async function startSession(
  userId: string,
  provider: string,
  replaced: string | null,
): Promise<string> {
  // Random, so that someone who learns AUTH_SECRET still cannot guess a session.
  const id = randomBytes(32).toString("base64url");
  if (replaced) await endSession(replaced);
  await query(z.unknown(), `INSERT INTO "Session" ("id", "userId", "provider") VALUES ($1, $2, $3)`, [
    id,
    userId,
    provider,
  ]);
  return id;
}

const sessionUserSchema = z.object({ ...userSchema.unwrap().shape, isStale: z.boolean() });

/**
 * The user of a live session: not ended, used within 7 days, begun within 30. One statement reads both the session and
 * its user. When `isStale`, call `touchSession`; it then writes about once an hour.
 */
export async function findSessionUser(id: string): Promise<(User & { readonly isStale: boolean }) | null> {
  const [user] = await query(
    sessionUserSchema,
    `SELECT u."id", u."email", u."name", s."seenAt" < now() - interval '1 hour' AS "isStale"
     FROM (SELECT * FROM "Session" WHERE "id" = $1 AND ${LIVE}) s
       -- LIMIT makes PostgreSQL look up the one user: with some statistics, it would merge the join and scan users
       CROSS JOIN LATERAL (SELECT * FROM "User" WHERE "id" = s."userId" LIMIT 1) u`,
    [id],
  );
  return user ?? null;
}

/** Records that a session is in use. It does not revive one that has ended. */
export async function touchSession(id: string): Promise<void> {
  await query(z.unknown(), `UPDATE "Session" SET "seenAt" = now() WHERE "id" = $1 AND ${LIVE}`, [id]);
}

/**
 * Ends a session: its cookie and every copy of it become worthless.
 * @returns the id of its user; null when there is no such session.
 */
export async function endSession(id: string): Promise<string | null> {
  const [ended] = await query(
    z.object({ userId: z.string() }),
    `${REPEATABLE} UPDATE "Session" SET "endedAt" = COALESCE("endedAt", now()) WHERE "id" = $1 RETURNING "userId"`,
    [id],
  );
  return ended?.userId ?? null;
}

/** Ends every session of a user, in every browser. */
export async function endEverySession(userId: string): Promise<void> {
  await query(
    z.unknown(),
    `${REPEATABLE} UPDATE "Session" SET "endedAt" = now() WHERE "userId" = $1 AND ${LIVE}`,
    [userId],
  );
  logSecurityEvent("sign_out_everywhere", userId);
}

const signInSchema = z.object({
  id: z.string(),
  provider: z.string(),
  createdAt: z.coerce.date(),
  isLive: z.boolean(),
});

export type SignIn = z.infer<typeof signInSchema>;

/** A user's latest sign-ins, newest first. */
export const listSignIns = (userId: string): Promise<SignIn[]> =>
  query(
    signInSchema,
    `SELECT "id", "provider", "createdAt", (${LIVE}) AS "isLive" FROM "Session"
     WHERE "userId" = $1 ORDER BY "createdAt" DESC LIMIT ${SHOWN}`,
    [userId],
  );

/** Sign-ins are kept for ninety days, like all activity. No session lives that long. */
export const oldSessions: Prunable = {
  table: "Session",
  key: "id",
  expired: `"createdAt" < now() - interval '90 days'`,
};
