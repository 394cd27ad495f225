import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { db, query } from "../db";
import { withDeadline } from "../deadline";
import { AppError, type ErrorCode } from "../failure";
import { ConnectionStatus } from "../generated/prisma/enums";
import { PostHogError } from "../posthog/errors";
import { type Region, regionSchema } from "../posthog/regions";
import type { TokenSet } from "../posthog/tokens";
import { posthog } from "../posthog-client";
import { seal, unseal } from "../vault";
import { recordActivity, recordFailure } from "./activity";
import { SLOT } from "./connection";
import { LONGEST_REFRESH_MS, releaseRefreshLease, takeRefreshLease } from "./refresh-lease";

const REFRESH_AHEAD_MS = 5 * 60_000;
const REFRESH_JITTER_MS = 60_000;
const WAIT_FOR_WINNER_MS = 15_000;
const WAIT_BEFORE_SURRENDER_MS = 5_000;
const WAIT_STEP_MS = 100;

/** What a call to PostHog in the user's name may use. */
interface Held {
  readonly region: Region;
  readonly accessToken: string;
  /** Null while the tokens have arrived and the project has not. */
  readonly projectId: string | null;
}

/** A connection's tokens as they were read, with what it takes to renew them. */
interface StoredTokens extends Held {
  /** The stored form, by which one generation of tokens is told from the next. */
  readonly accessTokenSealed: string;
  readonly refreshTokenSealed: string | null;
  readonly expiresAt: Date | null;
  /** Who held the lease when this was read: somebody at work, or somebody who died at it. */
  readonly leaseHolder: string | null;
}

/** The token columns of one user's connection, sealed so that they open in that row and column alone. */
export async function sealTokens(userId: string, tokens: TokenSet) {
  return {
    accessTokenSealed: await seal(tokens.accessToken, tokenPlace(userId, "accessToken")),
    refreshTokenSealed: await seal(tokens.refreshToken, tokenPlace(userId, "refreshToken")),
    accessTokenExpiresAt: tokens.expiresAt,
    reconnectReason: null,
    refreshLeaseHolder: null,
    refreshLeaseUntil: null,
  };
}

/**
 * Calls PostHog with the user's access token: refreshed ahead of its end, and once more if PostHog says it is
 * no good. Whoever needs the token meanwhile waits for that one refresh.
 * @throws {AppError} `not_connected`, or `reconnect_required` when the grant is gone.
 * @throws {PostHogError} what the call threw.
 */
export async function withAccessToken<T>(userId: string, call: (held: Held) => Promise<T>): Promise<T> {
  let held = await readTokens(userId);
  const refreshedAhead = isEnding(held);
  if (refreshedAhead) held = await refresh(userId, held);
  try {
    return await call(held);
  } catch (error) {
    const refused = error instanceof PostHogError && error.code === "unauthorized";
    if (!refused || refreshedAhead) throw error;
    return await call(await refresh(userId, held));
  }
}

/** What was in a connection that is gone; it exists in memory alone. */
export interface Surrendered {
  readonly region: Region;
  readonly projectId: string | null;
  readonly accessToken: string | null;
  readonly refreshToken: string | null;
  readonly expiresAt: Date | null;
}

/**
 * Deletes a user's connection and hands out what was in it; null when there is none. Lets a refresh under way
 * end first, because its new tokens would otherwise live on at PostHog with nobody who knows them.
 */
export async function surrenderTokens(userId: string): Promise<Surrendered | null> {
  const impatientAt = Date.now() + WAIT_BEFORE_SURRENDER_MS;
  for (;;) {
    const row = await db().connection.findUnique({
      where: { userId_slot: { userId, slot: SLOT } },
      select: {
        id: true,
        region: true,
        projectId: true,
        accessTokenSealed: true,
        refreshTokenSealed: true,
        accessTokenExpiresAt: true,
      },
    });
    if (!row) return null;
    const gone = await db().$executeRaw`
      DELETE FROM "Connection"
      WHERE "id" = ${row.id} AND "accessTokenSealed" IS NOT DISTINCT FROM ${row.accessTokenSealed}
        AND ("refreshLeaseUntil" IS NULL OR "refreshLeaseUntil" < now() OR ${Date.now() > impatientAt})`;
    if (gone === 1) {
      return {
        region: row.region,
        projectId: row.projectId,
        accessToken:
          row.accessTokenSealed && (await unseal(row.accessTokenSealed, tokenPlace(userId, "accessToken"))),
        refreshToken:
          row.refreshTokenSealed &&
          (await unseal(row.refreshTokenSealed, tokenPlace(userId, "refreshToken"))),
        expiresAt: row.accessTokenExpiresAt,
      };
    }
    await sleep(WAIT_STEP_MS);
  }
}

const tokenRow = z.object({
  region: regionSchema,
  projectId: z.string().nullable(),
  status: z.enum(ConnectionStatus),
  accessTokenSealed: z.string().nullable(),
  refreshTokenSealed: z.string().nullable(),
  accessTokenExpiresAt: z.date().nullable(),
  refreshLeaseHolder: z.string().nullable(),
});

async function readTokens(userId: string): Promise<StoredTokens> {
  const [row] = await query(
    tokenRow,
    `SELECT "region", "projectId", "status", "accessTokenSealed", "refreshTokenSealed",
       "accessTokenExpiresAt", "refreshLeaseHolder"
     FROM "Connection" WHERE "userId" = $1 AND "slot" = $2`,
    [userId, SLOT],
  );
  if (!row) throw new AppError("not_connected");
  if (row.status !== "ACTIVE" || !row.accessTokenSealed) throw new AppError("reconnect_required");
  const accessToken = await unseal(row.accessTokenSealed, tokenPlace(userId, "accessToken"));
  if (accessToken === null) return giveUp(userId, row.accessTokenSealed, "tokens_unreadable");
  return {
    region: row.region,
    projectId: row.projectId,
    accessToken,
    accessTokenSealed: row.accessTokenSealed,
    refreshTokenSealed: row.refreshTokenSealed,
    expiresAt: row.accessTokenExpiresAt,
    leaseHolder: row.refreshLeaseHolder,
  };
}

// The jitter keeps connections made in the same minute from being refreshed in the same minute.
function isEnding({ expiresAt }: StoredTokens): boolean {
  return (
    expiresAt !== null &&
    expiresAt.getTime() - Date.now() < REFRESH_AHEAD_MS + Math.random() * REFRESH_JITTER_MS
  );
}

async function refresh(userId: string, found: StoredTokens): Promise<StoredTokens> {
  const giveUpAt = Date.now() + WAIT_FOR_WINNER_MS;
  let stale = found;
  while (Date.now() < giveUpAt) {
    const holder = await takeRefreshLease(userId, stale.accessTokenSealed);
    if (holder) return refreshAsHolder(userId, stale, holder);
    const current = await readTokens(userId);
    if (current.accessToken !== stale.accessToken) return current;
    // The same token under another seal: the encryption keys are being rotated.
    stale = current;
    await sleep(WAIT_STEP_MS);
  }
  throw new PostHogError("timeout");
}

async function refreshAsHolder(userId: string, stale: StoredTokens, holder: string): Promise<StoredTokens> {
  const refreshToken =
    stale.refreshTokenSealed && (await unseal(stale.refreshTokenSealed, tokenPlace(userId, "refreshToken")));
  if (!refreshToken) return giveUp(userId, stale.accessTokenSealed, "tokens_unreadable");
  try {
    // Its own deadline: a refresh cut short because somebody's click took too long could lose the tokens.
    const tokens = await withDeadline(LONGEST_REFRESH_MS, () =>
      posthog().refreshTokens({ region: stale.region, refreshToken }),
    );
    // Saved before use: PostHog has already forgotten the old pair.
    await db().connection.updateMany({
      where: { userId, slot: SLOT, accessTokenSealed: stale.accessTokenSealed },
      data: { ...(await sealTokens(userId, tokens)), status: "ACTIVE" },
    });
    recordActivity(userId, { kind: "REFRESHED", region: stale.region });
    return await readTokens(userId);
  } catch (error) {
    // Only PostHog's word that the grant is gone ends a connection; anything else may pass.
    if (error instanceof PostHogError && ["invalid_grant", "renewal_lost"].includes(error.code)) {
      const reason = stale.leaseHolder ? "renewal_lost" : error.code;
      return giveUp(userId, stale.accessTokenSealed, reason, error.details);
    }
    await releaseRefreshLease(userId, holder);
    throw error;
  }
}

// Names the generation it gives up on: the user may have reconnected in the meantime.
async function giveUp(
  userId: string,
  accessTokenSealed: string,
  reconnectReason: ErrorCode,
  details: { requestId?: string } = {},
): Promise<never> {
  await db().connection.updateMany({
    where: { userId, slot: SLOT, accessTokenSealed },
    data: { status: "NEEDS_RECONNECT", reconnectReason, refreshLeaseHolder: null, refreshLeaseUntil: null },
  });
  recordFailure(userId, "renew the connection", { ok: false, code: reconnectReason, ...details });
  throw new AppError("reconnect_required");
}

/** Where a token of a connection belongs, for the vault. */
export const tokenPlace = (userId: string, column: "accessToken" | "refreshToken") => ({
  row: `${userId}/${SLOT}`,
  column: `Connection.${column}`,
});
