import { PGlite } from "@electric-sql/pglite";
import { LEASE_SECONDS, type StoredTokens, type TokenStore } from "../../lib/tokens/token-store.ts";

export const database = await PGlite.create(process.env.DATA_DIR ?? "memory://");

// This app had members before it had PostHog; the second table is what PostHog adds.
await database.exec(`
  CREATE TABLE IF NOT EXISTS member (email text PRIMARY KEY, joined timestamptz NOT NULL DEFAULT now());
  CREATE TABLE IF NOT EXISTS connection (
    member text PRIMARY KEY REFERENCES member ON DELETE CASCADE, region text NOT NULL, "projectId" text,
    "accessTokenSealed" text NOT NULL, "refreshTokenSealed" text NOT NULL, "expiresAt" timestamptz NOT NULL,
    "connectedAt" timestamptz NOT NULL DEFAULT now(), "needsReconnect" boolean NOT NULL DEFAULT false,
    "leaseHolder" text, "leaseUntil" timestamptz
  );
  CREATE TABLE IF NOT EXISTS saved_grant ("accessTokenSealed" text PRIMARY KEY);
`);

const WITHOUT_LEASE = `"leaseHolder" = NULL, "leaseUntil" = NULL`;
const NEW_LEASE = `now() + make_interval(secs => ${LEASE_SECONDS})`;
const IS_FREE = `("leaseUntil" IS NULL OR "leaseUntil" < now())`;

/** Runs a statement and returns whether it changed a row. */
const change = async (sql: string, ...values: unknown[]): Promise<boolean> =>
  ((await database.query(sql, values)).affectedRows ?? 0) > 0;

/** Stores tokens in this app's own table. Each method is one statement, so that concurrent processes agree. */
export const connections: TokenStore = {
  async read({ userId }) {
    const sql = "SELECT * FROM connection WHERE member = $1";
    return (await database.query<StoredTokens>(sql, [userId])).rows[0] ?? null;
  },
  saveGrant: ({ userId }, { region, accessTokenSealed, refreshTokenSealed, expiresAt }) =>
    // Once: a save that is repeated must not replace tokens that have been refreshed since.
    change(
      `WITH once AS (INSERT INTO saved_grant VALUES ($3) ON CONFLICT DO NOTHING RETURNING 1)
       INSERT INTO connection SELECT $1, $2, NULL, $3, $4, $5::timestamptz FROM once
       ON CONFLICT (member) DO UPDATE SET region = $2, "accessTokenSealed" = $3, "refreshTokenSealed" = $4,
         "expiresAt" = $5::timestamptz, "connectedAt" = now(), "needsReconnect" = false, ${WITHOUT_LEASE}`,
      ...[userId, region, accessTokenSealed, refreshTokenSealed, expiresAt],
    ).then(() => true),
  async takeLease({ userId }, { accessTokenSealed, leaseHolder }) {
    const holder = crypto.randomUUID();
    const isTaken = await change(
      `UPDATE connection SET "leaseHolder" = $4, "leaseUntil" = ${NEW_LEASE} WHERE member = $1
         AND "accessTokenSealed" = $2 AND "leaseHolder" IS NOT DISTINCT FROM $3 AND NOT "needsReconnect" AND ${IS_FREE}`,
      ...[userId, accessTokenSealed, leaseHolder, holder],
    );
    return isTaken ? holder : null;
  },
  async prolongLease({ userId }, holder) {
    const sql = `UPDATE connection SET "leaseUntil" = ${NEW_LEASE} WHERE member = $1 AND "leaseHolder" = $2`;
    await change(`${sql} AND "leaseUntil" IS NOT NULL`, userId, holder);
  },
  async releaseLease({ userId }, holder, { wasAnswered }) {
    const lease = wasAnswered ? WITHOUT_LEASE : `"leaseUntil" = NULL`;
    await change(`UPDATE connection SET ${lease} WHERE member = $1 AND "leaseHolder" = $2`, userId, holder);
  },
  saveRefreshed: ({ userId }, generation, { accessTokenSealed, refreshTokenSealed, expiresAt }) =>
    change(
      `UPDATE connection SET "accessTokenSealed" = $3, "refreshTokenSealed" = $4, "expiresAt" = $5, ${WITHOUT_LEASE},
         "needsReconnect" = false WHERE member = $1 AND "accessTokenSealed" IN ($2, $3)`,
      ...[userId, generation, accessTokenSealed, refreshTokenSealed, expiresAt],
    ),
  markEnded({ userId }, generation) {
    const sql = `UPDATE connection SET "needsReconnect" = true, ${WITHOUT_LEASE} WHERE member = $1`;
    return change(`${sql} AND "accessTokenSealed" = $2`, userId, generation);
  },
  delete({ userId }, generation, { duringRefresh }) {
    const sql = `DELETE FROM connection WHERE member = $1 AND "accessTokenSealed" = $2`;
    return change(duringRefresh ? sql : `${sql} AND ${IS_FREE}`, userId, generation);
  },
};
