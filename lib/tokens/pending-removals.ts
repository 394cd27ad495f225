import { randomUUID } from "node:crypto";
import { z } from "zod";
import { query } from "../platform/db";
import { type Region, regionSchema } from "../posthog/regions";
import type { TokenSet } from "../posthog/tokens";
import type { SealedColumn, SealedRow } from "./encryption-key-rotation";
import { type Place, seal, unseal } from "./vault";

/** Longer than one attempt takes, so that no other process begins the same one. */
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
 * Moves the tokens of connections, the rows of `ended`, to pending removals. Part of the statement that ends them:
 * tokens whose process died in between would live on at PostHog, unknown here. They stay encrypted as they are. During
 * a refresh the removal waits for the new pair.
 */
export const RETIRE_ENDED = `INSERT INTO "PendingRemoval" ("id", "userId", "emailHash", "region", "projectId",
    "sealedFor", "accessTokenSealed", "refreshTokenSealed", "nextAttemptAt", "expiresAt")
  SELECT gen_random_uuid(), e."userId", ${EMAIL_HASH}, e."region", e."projectId",
    e."userId" || '/' || e."partnerProjectId", e."accessTokenSealed", e."refreshTokenSealed",
    GREATEST(now(), e."refreshLeaseUntil"), ${EXPIRY}
  FROM ended e JOIN "User" u ON u."id" = e."userId" WHERE e."accessTokenSealed" <> ''`;

type Retired = Pick<PendingRemoval, "userId" | "region" | "projectId" | "sealedFor">;

/**
 * Keeps tokens that no connection takes. Safe to repeat.
 * @param generation What they were refreshed from, sealed: its removal goes on with them.
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
 * Takes the removal that has waited longest, for this process alone.
 * @param userId Whose; anyone's if absent.
 */
export async function claimRemoval(userId?: string): Promise<PendingRemoval | null> {
  const [row] = await query(
    rowSchema,
    `UPDATE "PendingRemoval" SET "attempts" = "attempts" + 1,
       "leaseUntil" = now() + make_interval(secs => ${LEASE_SECONDS})
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

/** A removal with the pair that its tokens were refreshed to: another generation, which is yet to be saved. */
export async function withTokens(removal: PendingRemoval, tokens: TokenSet): Promise<OpenRemoval> {
  const { accessToken, refreshToken } = tokens;
  return {
    ...removal,
    accessToken,
    refreshToken,
    accessTokenSealed: await seal(accessToken, placeOf(removal, "accessToken")),
    refreshTokenSealed: await seal(refreshToken, placeOf(removal, "refreshToken")),
  };
}

/** Gives a removal back, to be tried again. */
export async function postponeRemoval({ id }: PendingRemoval, seconds: number): Promise<void> {
  await query(
    z.unknown(),
    `UPDATE "PendingRemoval" SET "leaseUntil" = NULL, "nextAttemptAt" = now() + make_interval(secs => $2)
     WHERE "id" = $1`,
    [id, seconds],
  );
}

/** Forgets a removal that is done. Another generation, which a refresh has brought meanwhile, stays. */
export async function dropRemoval({ id, accessTokenSealed }: PendingRemoval): Promise<void> {
  await query(z.unknown(), `DELETE FROM "PendingRemoval" WHERE "id" = $1 AND "accessTokenSealed" = $2`, [
    id,
    accessTokenSealed,
  ]);
}

/** Forgets removals that have not worked for 30 days; returns how many. */
export async function dropExpiredRemovals(): Promise<number> {
  const sql = `DELETE FROM "PendingRemoval" WHERE "expiresAt" < now() AND ${IS_FREE} RETURNING 1`;
  return (await query(z.unknown(), sql, [])).length;
}

/** Whether a process is at a removal of this person in the region, also of an account that they deleted. */
export async function isRemovalUnderWay(userId: string, region: Region): Promise<boolean> {
  await query(
    z.unknown(),
    `UPDATE "PendingRemoval" r SET "userId" = u."id" FROM "User" u
     WHERE u."id" = $1 AND r."region" = $2::"Region" AND r."userId" <> $1 AND r."emailHash" = ${EMAIL_HASH}`,
    [userId, region],
  );
  const sql = `SELECT 1 FROM "PendingRemoval" WHERE "userId" = $1 AND "region" = $2::"Region" AND NOT ${IS_FREE}`;
  return (await query(z.unknown(), sql, [userId, region])).length > 0;
}

// Tokens of the first version were encrypted for their own row, in a table that had another name.
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
    // Not during an attempt, which may refresh them and then finds its row by the sealed value.
    async save([accessToken, refreshToken = null]) {
      const sql = `UPDATE "PendingRemoval" SET "accessTokenSealed" = $3, "refreshTokenSealed" = $4
        WHERE "id" = $1 AND "accessTokenSealed" = $2 AND ${IS_FREE} RETURNING 1`;
      return (await query(z.unknown(), sql, [id, accessTokenSealed, accessToken, refreshToken])).length === 1;
    },
  };
}
