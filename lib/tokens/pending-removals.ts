import { randomUUID } from "node:crypto";
import { z } from "zod";
import { query } from "../platform/db";
import { type Region, regionSchema } from "../posthog/regions";
import type { TokenSet } from "../posthog/tokens";
import type { SealedColumn, SealedRow } from "./encryption-key-rotation";
import { type Place, seal, unseal } from "./vault";

/** Longer than one attempt takes, so that no other process starts on the same removal. */
const LEASE_SECONDS = 90;

const rowSchema = z.object({
  id: z.string(),
  userId: z.string(),
  region: regionSchema,
  projectId: z.string().nullable(),
  sealedFor: z.string().nullable(),
  accessTokenSealed: z.string(),
  refreshTokenSealed: z.string().nullable(),
  attempts: z.number(),
});

/** A grant that no connection holds any more. */
export type PendingRemoval = Readonly<z.infer<typeof rowSchema>>;

export interface OpenRemoval extends PendingRemoval {
  readonly accessToken: string;
  /** Null in rows of the first version. */
  readonly refreshToken: string | null;
}

const COLUMNS = Object.keys(rowSchema.shape)
  .map((name) => `"${name}"`)
  .join();
const EMAIL_HASH = `encode(sha256(convert_to(u."email", 'UTF8')), 'hex')`;
const IS_FREE = `("leaseUntil" IS NULL OR "leaseUntil" < now())`;
const EXPIRY = "now() + interval '30 days'";

/**
 * Moves the tokens of the connections in `ended` to pending removals, in the statement that ends them: if the process
 * died between two statements, the tokens would stay valid at PostHog, unknown to this app. They are not re-encrypted.
 * During a refresh the removal waits for the new pair. LIMIT makes PostgreSQL look up the one user, as for a session.
 */
export const RETIRE_ENDED = `INSERT INTO "PendingRemoval" ("id", "userId", "emailHash", "region", "projectId",
    "sealedFor", "accessTokenSealed", "refreshTokenSealed", "nextAttemptAt", "expiresAt")
  SELECT gen_random_uuid(), e."userId", ${EMAIL_HASH}, e."region", e."projectId",
    e."userId" || '/' || e."partnerProjectId", e."accessTokenSealed", e."refreshTokenSealed",
    GREATEST(now(), e."refreshLeaseUntil"), ${EXPIRY}
  FROM ended e CROSS JOIN LATERAL (SELECT "email" FROM "User" WHERE "id" = e."userId" LIMIT 1) u
  WHERE e."accessTokenSealed" <> ''`;

type Retired = Pick<PendingRemoval, "userId" | "region" | "projectId" | "sealedFor">;

/**
 * Stores tokens that no connection holds as a pending removal. Safe to repeat.
 * @param generation The sealed access token they were refreshed from: its removal continues with the new tokens.
 */
export async function retireTokens(
  retired: Retired & Pick<PendingRemoval, "accessTokenSealed" | "refreshTokenSealed">,
  generation = retired.accessTokenSealed,
): Promise<void> {
  const { userId, region, projectId, sealedFor, accessTokenSealed, refreshTokenSealed } = retired;
  await query(
    z.unknown(),
    `WITH saved AS (UPDATE "PendingRemoval" SET "accessTokenSealed" = $6, "refreshTokenSealed" = $7, "nextAttemptAt" = now()
       WHERE "accessTokenSealed" IN ($6, $8) RETURNING 1)
     INSERT INTO "PendingRemoval" ("id", "userId", "emailHash", "region", "projectId", "sealedFor",
       "accessTokenSealed", "refreshTokenSealed", "expiresAt")
     SELECT $1, $2, (SELECT ${EMAIL_HASH} FROM "User" u WHERE u."id" = $2), $3::"Region", $4, $5, $6, $7, ${EXPIRY}
     WHERE NOT EXISTS (SELECT 1 FROM saved)`,
    [randomUUID(), userId, region, projectId, sealedFor, accessTokenSealed, refreshTokenSealed, generation],
  );
}

/**
 * Claims, for this process only, the removal that has waited longest.
 * @param userId Whose removals to consider; everyone's if absent.
 */
export async function claimRemoval(userId?: string): Promise<PendingRemoval | null> {
  const [row] = await query(
    rowSchema,
    `UPDATE "PendingRemoval" SET "leaseUntil" = now() + make_interval(secs => ${LEASE_SECONDS})
     WHERE "id" = (SELECT "id" FROM "PendingRemoval" WHERE "nextAttemptAt" <= now() AND ${IS_FREE}
       AND ($1::text IS NULL OR "userId" = $1) ORDER BY "nextAttemptAt" LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING ${COLUMNS}`,
    [userId],
  );
  return row ?? null;
}

/** Decrypts a removal's tokens; null when no configured key does. */
export function openRemoval(row: PendingRemoval): OpenRemoval | null {
  const { accessTokenSealed, refreshTokenSealed } = row;
  const accessToken = unseal(accessTokenSealed, placeOf(row, "accessToken"));
  const refreshToken = refreshTokenSealed && unseal(refreshTokenSealed, placeOf(row, "refreshToken"));
  const isOpen = accessToken !== null && (refreshToken !== null || refreshTokenSealed === null);
  return isOpen ? { ...row, accessToken, refreshToken } : null;
}

/** A removal with the refreshed pair of its tokens: a new generation, which the caller has to save. */
export function withTokens(removal: PendingRemoval, tokens: TokenSet): OpenRemoval {
  const { accessToken, refreshToken } = tokens;
  return {
    ...removal,
    accessToken,
    refreshToken,
    accessTokenSealed: seal(accessToken, placeOf(removal, "accessToken")),
    refreshTokenSealed: seal(refreshToken, placeOf(removal, "refreshToken")),
  };
}

/** Releases a removal, with its number of failed attempts, to be retried after a pause. */
export async function postponeRemoval({ id, attempts }: PendingRemoval, seconds: number): Promise<void> {
  await query(
    z.unknown(),
    `UPDATE "PendingRemoval" SET "leaseUntil" = NULL, "nextAttemptAt" = now() + make_interval(secs => $2),
       "attempts" = $3 WHERE "id" = $1`,
    [id, seconds, attempts],
  );
}

/** Deletes a removal that is done. If a refresh has brought a new generation meanwhile, it stays. */
export async function dropRemoval({ id, accessTokenSealed }: PendingRemoval): Promise<void> {
  await query(z.unknown(), `DELETE FROM "PendingRemoval" WHERE "id" = $1 AND "accessTokenSealed" = $2`, [
    id,
    accessTokenSealed,
  ]);
}

/** Deletes removals that have not succeeded within 30 days; returns how many. */
export async function dropExpiredRemovals(): Promise<number> {
  const sql = `DELETE FROM "PendingRemoval" WHERE "expiresAt" < now() AND ${IS_FREE} RETURNING 1`;
  return (await query(z.unknown(), sql, [])).length;
}

/**
 * Whether a process is at work on a removal of this person in the region. PostHog knows people by their address, so this
 * includes removals of their other users here. Those of a user that they deleted become their own.
 */
export async function isRemovalUnderWay(userId: string, region: Region): Promise<boolean> {
  await query(
    z.unknown(),
    `UPDATE "PendingRemoval" r SET "userId" = u."id" FROM "User" u
     WHERE u."id" = $1 AND r."region" = $2::"Region" AND r."emailHash" = ${EMAIL_HASH}
       AND NOT EXISTS (SELECT 1 FROM "User" o WHERE o."id" = r."userId")`,
    [userId, region],
  );
  const sql = `SELECT 1 FROM "PendingRemoval" r JOIN "User" u ON r."userId" = u."id" OR r."emailHash" = ${EMAIL_HASH}
    WHERE u."id" = $1 AND r."region" = $2::"Region" AND NOT ${IS_FREE}`;
  return (await query(z.unknown(), sql, [userId, region])).length > 0;
}

// The first version encrypted tokens for their own row, in a table with another name.
const placeOf = (
  { id, sealedFor }: Pick<PendingRemoval, "id" | "sealedFor">,
  column: "accessToken" | "refreshToken",
): Place =>
  sealedFor ? { row: sealedFor, column: `Connection.${column}` } : { row: id, column: `Release.${column}` };

/** The tokens of pending removals, for encryption-key rotation. */
export const sealedRemovals: SealedColumn = {
  async readBatch(after, size) {
    const sql = `SELECT ${COLUMNS} FROM "PendingRemoval" WHERE "id" > $1 ORDER BY "id" LIMIT $2`;
    return (await query(rowSchema, sql, [after, size])).map(toSealedRow);
  },
};

function toSealedRow(row: z.infer<typeof rowSchema>): SealedRow {
  const { id, accessTokenSealed, refreshTokenSealed } = row;
  const access = { sealed: accessTokenSealed, place: placeOf(row, "accessToken") };
  const refresh = { sealed: refreshTokenSealed ?? "", place: placeOf(row, "refreshToken") };
  return {
    id,
    values: refreshTokenSealed === null ? [access] : [access, refresh],
    // Not during an attempt: it may refresh the tokens, and then finds its row by the sealed value.
    async save([accessToken, refreshToken = null]) {
      const sql = `UPDATE "PendingRemoval" SET "accessTokenSealed" = $3, "refreshTokenSealed" = $4
        WHERE "id" = $1 AND "accessTokenSealed" = $2 AND ${IS_FREE} RETURNING 1`;
      return (await query(z.unknown(), sql, [id, accessTokenSealed, accessToken, refreshToken])).length === 1;
    },
  };
}
