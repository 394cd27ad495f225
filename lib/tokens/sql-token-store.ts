import { randomUUID } from "node:crypto";
import { z } from "zod";
import { query } from "../platform/db";
import { REPEATABLE } from "../platform/postgres";
import type { Prunable } from "../platform/pruning";
import { regionSchema } from "../posthog/regions";
import type { SealedColumn, SealedRow } from "./encryption-key-rotation";
import { type ConnectionOwner, ownerName } from "./owner";
import { RETIRE_ENDED, retireTokens } from "./pending-removals";
import { LEASE_SECONDS, type StoredTokens, type TokenStore } from "./token-store";
import { tokenPlace } from "./vault";

const tokenRow = z
  .object({
    region: regionSchema,
    projectId: z.string().nullable(),
    status: z.string(),
    accessTokenSealed: z.string(),
    refreshTokenSealed: z.string(),
    accessTokenExpiresAt: z.date(),
    connectedAt: z.date(),
    refreshLeaseHolder: z.string().nullable(),
  })
  .transform(
    ({ status, accessTokenExpiresAt, refreshLeaseHolder, ...row }): StoredTokens => ({
      ...row,
      needsReconnect: status !== "ACTIVE",
      expiresAt: accessTokenExpiresAt,
      leaseHolder: refreshLeaseHolder,
    }),
  );

const keyOf = ({ userId, partnerProjectId }: ConnectionOwner) => [userId, partnerProjectId];

/** Runs a change that ends in RETURNING and may be run twice; returns the number of rows. */
const countChanges = async (sql: string, values: unknown[]): Promise<number> =>
  (await query(z.unknown(), `${REPEATABLE} ${sql}`, values)).length;

const GRANT = `"region" = $3::"Region", "scopes" = $4, "teams" = $5::jsonb, "accessTokenSealed" = $6,
  "refreshTokenSealed" = $7, "accessTokenExpiresAt" = $8, "connectedAt" = now(), "updatedAt" = now()`;

/** Fails the whole statement if this grant was saved before: another grant or a disconnect may have followed. */
const saveOnceFor = (rows: string) =>
  `INSERT INTO "SavedGrant" ("id") SELECT encode(sha256(convert_to($6, 'UTF8')), 'hex') FROM ${rows}`;

const wasSavedBefore = (error: unknown): boolean =>
  error instanceof Error && "constraint" in error && error.constraint === "SavedGrant_pkey";

/** Saves are retried for ten minutes at most. */
export const oldSavedGrants: Prunable = {
  table: "SavedGrant",
  key: "id",
  expired: `"savedAt" < now() - interval '1 hour'`,
};

const REPLACE = `WITH ended AS (SELECT * FROM "Connection" WHERE "userId" = $1 AND "partnerProjectId" = $2 FOR UPDATE),
  once AS (${saveOnceFor("ended")}), retired AS (${RETIRE_ENDED})
  UPDATE "Connection" c SET ${GRANT},
    "projectId" = CASE WHEN c."region" = $3::"Region" AND $5::jsonb @>
      jsonb_build_array(jsonb_build_object('id', c."projectId")) THEN c."projectId" END,
    "projectToken" = NULL, "apiHost" = NULL, "status" = 'ACTIVE', "reconnectReason" = NULL,
    "refreshLeaseHolder" = NULL, "refreshLeaseUntil" = NULL
  FROM ended WHERE c."id" = ended."id" RETURNING 1`;

// The lock prevents a concurrent deletion of the user.
const INSERT = `WITH inserted AS (
    INSERT INTO "Connection" ("id", "userId", "partnerProjectId", "region", "scopes", "teams",
      "accessTokenSealed", "refreshTokenSealed", "accessTokenExpiresAt", "connectedAt", "updatedAt")
    SELECT $9, "id", $2, $3::"Region", $4, $5::jsonb, $6, $7, $8, now(), now() FROM "User" WHERE "id" = $1 FOR KEY SHARE
    ON CONFLICT DO NOTHING RETURNING 1),
  once AS (${saveOnceFor("inserted")})
  SELECT 1 FROM inserted`;

/** Keeps tokens in the database, which all processes share. Leases use its clock, so the processes' may differ. */
export const sqlTokenStore: TokenStore = {
  async read(owner) {
    const [tokens] = await query(
      tokenRow,
      `SELECT "region", "projectId", "status", "accessTokenSealed", "refreshTokenSealed", "accessTokenExpiresAt",
         "connectedAt", "refreshLeaseHolder"
       FROM "Connection" WHERE "userId" = $1 AND "partnerProjectId" = $2`,
      keyOf(owner),
    );
    return tokens ?? null;
  },

  // Updates the row or inserts one, and retries if another callback or a disconnect came in between. `provision` then
  // fetches the project that the new tokens reach; it tries the previous one first.
  async saveGrant(owner, { region, scopes, teams, ...tokens }) {
    const values = [
      ...keyOf(owner),
      region,
      scopes,
      JSON.stringify(teams),
      tokens.accessTokenSealed,
      tokens.refreshTokenSealed,
      tokens.expiresAt,
    ];
    try {
      for (;;) {
        if ((await countChanges(REPLACE, values)) === 1) return true;
        if ((await countChanges(INSERT, [...values, randomUUID()])) === 1) return true;
        const user = await query(z.unknown(), `SELECT 1 FROM "User" WHERE "id" = $1`, [owner.userId]);
        if (user.length > 0) continue;
        await retireTokens({ ...owner, region, projectId: null, sealedFor: ownerName(owner), ...tokens });
        return false;
      }
    } catch (error) {
      if (wasSavedBefore(error)) return true;
      throw error;
    }
  },

  async takeLease(owner, { accessTokenSealed, leaseHolder }) {
    const holder = randomUUID();
    const taken = await countChanges(
      `UPDATE "Connection"
       SET "refreshLeaseHolder" = $4, "refreshLeaseUntil" = now() + make_interval(secs => ${LEASE_SECONDS})
       WHERE "userId" = $1 AND "partnerProjectId" = $2 AND "accessTokenSealed" = $3 AND "status" = 'ACTIVE'
         AND ("refreshLeaseHolder" = $4
           OR (("refreshLeaseUntil" IS NULL OR "refreshLeaseUntil" < now())
             AND "refreshLeaseHolder" IS NOT DISTINCT FROM $5))
       RETURNING 1`,
      [...keyOf(owner), accessTokenSealed, holder, leaseHolder],
    );
    return taken === 1 ? holder : null;
  },

  async prolongLease(owner, holder) {
    await countChanges(
      `UPDATE "Connection" SET "refreshLeaseUntil" = now() + make_interval(secs => ${LEASE_SECONDS})
       WHERE "userId" = $1 AND "partnerProjectId" = $2 AND "refreshLeaseHolder" = $3
         AND "refreshLeaseUntil" IS NOT NULL RETURNING 1`,
      [...keyOf(owner), holder],
    );
  },

  async releaseLease(owner, holder, { wasAnswered }) {
    await countChanges(
      `UPDATE "Connection" SET "refreshLeaseUntil" = NULL,
         "refreshLeaseHolder" = CASE WHEN NOT $4 THEN "refreshLeaseHolder" END
       WHERE "userId" = $1 AND "partnerProjectId" = $2 AND "refreshLeaseHolder" = $3 RETURNING 1`,
      [...keyOf(owner), holder, wasAnswered],
    );
  },

  async saveRefreshed(owner, generation, tokens) {
    // Also matches these very tokens: if the first attempt was committed but its answer lost, the retry finds them.
    const saved = await countChanges(
      `UPDATE "Connection" SET "accessTokenSealed" = $4, "refreshTokenSealed" = $5, "accessTokenExpiresAt" = $6,
         "status" = 'ACTIVE', "reconnectReason" = NULL, "refreshLeaseHolder" = NULL, "refreshLeaseUntil" = NULL,
         "updatedAt" = now()
       WHERE "userId" = $1 AND "partnerProjectId" = $2 AND "accessTokenSealed" IN ($3, $4) RETURNING 1`,
      [...keyOf(owner), generation, tokens.accessTokenSealed, tokens.refreshTokenSealed, tokens.expiresAt],
    );
    return saved === 1;
  },

  async markEnded(owner, generation, reason) {
    const marked = await countChanges(
      `UPDATE "Connection" SET "status" = 'NEEDS_RECONNECT', "reconnectReason" = $4, "refreshLeaseHolder" = NULL,
         "refreshLeaseUntil" = NULL, "updatedAt" = now()
       WHERE "userId" = $1 AND "partnerProjectId" = $2 AND "accessTokenSealed" = $3 RETURNING 1`,
      [...keyOf(owner), generation, reason],
    );
    return marked === 1;
  },

  async delete(owner, generation, { duringRefresh }) {
    const deleted = await countChanges(
      `WITH ended AS (DELETE FROM "Connection"
         WHERE "userId" = $1 AND "partnerProjectId" = $2 AND "accessTokenSealed" = $3
           AND ($4 OR "refreshLeaseUntil" IS NULL OR "refreshLeaseUntil" < now())
         RETURNING *), retired AS (${RETIRE_ENDED})
       SELECT 1 FROM ended`,
      [...keyOf(owner), generation, duringRefresh],
    );
    return deleted === 1;
  },
};

const sealedRow = z.object({
  id: z.string(),
  userId: z.string(),
  partnerProjectId: z.string(),
  accessTokenSealed: z.string(),
  refreshTokenSealed: z.string(),
});

/** The tokens of all connections, for encryption-key rotation. Skips old connections without tokens. */
export const sealedConnections: SealedColumn = {
  async readBatch(after, size) {
    const rows = await query(
      sealedRow,
      `SELECT "id", "userId", "partnerProjectId", "accessTokenSealed", "refreshTokenSealed"
       FROM "Connection" WHERE "id" > $1 AND "accessTokenSealed" <> '' ORDER BY "id" LIMIT $2`,
      [after, size],
    );
    return rows.map(toSealedRow);
  },
};

function toSealedRow({ id, accessTokenSealed, refreshTokenSealed, ...owner }: z.infer<typeof sealedRow>) {
  return {
    id,
    values: [
      { sealed: accessTokenSealed, place: tokenPlace(owner, "accessToken") },
      { sealed: refreshTokenSealed, place: tokenPlace(owner, "refreshToken") },
    ],
    // Not during a refresh: it finds its row by the sealed value that it read.
    async save([accessToken, refreshToken]) {
      const saved = await countChanges(
        `UPDATE "Connection" SET "accessTokenSealed" = $3, "refreshTokenSealed" = $4
         WHERE "id" = $1 AND "accessTokenSealed" = $2
           AND ("refreshLeaseUntil" IS NULL OR "refreshLeaseUntil" < now()) RETURNING 1`,
        [id, accessTokenSealed, accessToken, refreshToken],
      );
      return saved === 1;
    },
  } satisfies SealedRow;
}
