import { randomUUID } from "node:crypto";
import { PGlite } from "@electric-sql/pglite";
import { LEASE_SECONDS, type StoredTokens, type TokenStore } from "../../lib/tokens/token-store.ts";

/** This app had members before it had PostHog; the second table is what PostHog adds. */
export const database = await PGlite.create(process.env.DATA_DIR ?? "memory://");

await database.exec(`
  CREATE TABLE IF NOT EXISTS member (email text PRIMARY KEY, joined timestamptz NOT NULL DEFAULT now());
  CREATE TABLE IF NOT EXISTS posthog_connection (
    member text PRIMARY KEY REFERENCES member ON DELETE CASCADE,
    region text NOT NULL,
    access_token text NOT NULL,
    refresh_token text NOT NULL,
    expires_at timestamptz NOT NULL,
    needs_reconnect boolean NOT NULL DEFAULT false,
    lease_holder text,
    lease_until timestamptz
  );
`);

async function change(sql: string, values: unknown[]): Promise<boolean> {
  return ((await database.query(sql, values)).affectedRows ?? 0) > 0;
}

/** Tokens in a table of this app's own. Each method is one statement, so that processes agree. */
export const connections: TokenStore = {
  async read({ userId }) {
    const { rows } = await database.query<StoredTokens>(
      `SELECT region, NULL AS "projectId", needs_reconnect AS "needsReconnect", access_token AS "accessTokenSealed",
         refresh_token AS "refreshTokenSealed", expires_at AS "expiresAt", lease_holder AS "leaseHolder"
       FROM posthog_connection WHERE member = $1`,
      [userId],
    );
    return rows[0] ?? null;
  },
  async saveGrant({ userId }, { region, accessTokenSealed, refreshTokenSealed, expiresAt }) {
    await change(
      `INSERT INTO posthog_connection (member, region, access_token, refresh_token, expires_at)
       VALUES ($1, $2, $3, $4, $5) ON CONFLICT (member) DO UPDATE SET region = $2, access_token = $3,
         refresh_token = $4, expires_at = $5, needs_reconnect = false, lease_holder = NULL, lease_until = NULL`,
      [userId, region, accessTokenSealed, refreshTokenSealed, expiresAt],
    );
  },
  async takeLease({ userId }, generation) {
    const holder = randomUUID();
    const isTaken = await change(
      `UPDATE posthog_connection
       SET lease_holder = $3, lease_until = now() + make_interval(secs => ${LEASE_SECONDS})
       WHERE member = $1 AND access_token = $2 AND NOT needs_reconnect
         AND (lease_until IS NULL OR lease_until < now())`,
      [userId, generation, holder],
    );
    return isTaken ? holder : null;
  },
  async releaseLease({ userId }, holder, { wasAnswered }) {
    await change(
      `UPDATE posthog_connection SET lease_until = NULL, lease_holder = CASE WHEN NOT $3 THEN lease_holder END
       WHERE member = $1 AND lease_holder = $2`,
      [userId, holder, wasAnswered],
    );
  },
  saveRefreshed: ({ userId }, generation, { accessTokenSealed, refreshTokenSealed, expiresAt }) =>
    change(
      `UPDATE posthog_connection SET access_token = $3, refresh_token = $4, expires_at = $5,
         needs_reconnect = false, lease_holder = NULL, lease_until = NULL
       WHERE member = $1 AND access_token IN ($2, $3)`,
      [userId, generation, accessTokenSealed, refreshTokenSealed, expiresAt],
    ),
  async markEnded({ userId }, generation) {
    await change(
      `UPDATE posthog_connection SET needs_reconnect = true, lease_holder = NULL, lease_until = NULL
       WHERE member = $1 AND access_token = $2`,
      [userId, generation],
    );
  },
  delete: ({ userId }, generation, { duringRefresh }) =>
    change(
      `DELETE FROM posthog_connection
       WHERE member = $1 AND access_token = $2 AND ($3 OR lease_until IS NULL OR lease_until < now())`,
      [userId, generation, duringRefresh],
    ),
};
