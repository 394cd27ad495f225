import type { Region } from "../posthog/regions";
import type { Team } from "../posthog/tokens";
import type { ConnectionOwner } from "./owner";

/** Tokens as they are stored: encrypted for one owner and one column. */
export interface SealedTokens {
  readonly accessTokenSealed: string;
  readonly refreshTokenSealed: string;
  readonly expiresAt: Date;
}

/** The result of a code exchange. */
interface SealedGrant extends SealedTokens {
  readonly region: Region;
  readonly scopes: readonly string[];
  readonly teams: readonly Team[];
}

/** Why a connection ended. */
export type ReconnectReason = "invalid_grant" | "renewal_lost";

/** A connection's tokens as they were read. */
export interface StoredTokens {
  readonly region: Region;
  /** Null until the project is known: the tokens arrive first. */
  readonly projectId: string | null;
  readonly needsReconnect: boolean;
  /** Identifies a generation: each new pair of tokens, and each re-encryption of a pair, has another value. */
  readonly accessTokenSealed: string;
  readonly refreshTokenSealed: string;
  readonly expiresAt: Date;
  /** Identifies the grant: a grant that replaces it, perhaps in another region, has another value. */
  readonly connectedAt: Date;
  /** Who holds the refresh lease, or held it last and got no answer from PostHog. */
  readonly leaseHolder: string | null;
}

/**
 * Storage for tokens. Each method is one atomic step, so that processes sharing the store agree. A write names the
 * generation that it replaces, and does nothing if the store has another one. A store that outlives its process keeps
 * retired tokens, in the same step, until they have been revoked at PostHog.
 */
export interface TokenStore {
  read(owner: ConnectionOwner): Promise<StoredTokens | null>;

  /**
   * Stores a new grant. Replaces the owner's previous connection, if any, and retires its tokens; keeps the project if
   * the grant reaches it. Safe to repeat: a grant that was stored before changes nothing, even if it has ended.
   * @returns false when the owner's account was deleted meanwhile: the new tokens are retired.
   */
  saveGrant(owner: ConnectionOwner, grant: SealedGrant): Promise<boolean>;

  /**
   * Takes the lease: the exclusive right to refresh a generation, until it is released or expires, or the tokens are
   * replaced.
   * @param read The generation, and the previous holder of its lease.
   * @returns the holder's id; null when another process has taken the lease since, or the generation is gone.
   */
  takeLease(
    owner: ConnectionOwner,
    read: Pick<StoredTokens, "accessTokenSealed" | "leaseHolder">,
  ): Promise<string | null>;

  /** Renews the lease, unless it was released or another process has taken it. */
  prolongLease(owner: ConnectionOwner, holder: string): Promise<void>;

  /**
   * Releases the lease after a failure, so that the next caller need not wait until it expires.
   * @param options.wasAnswered Whether PostHog answered. If not, the holder's id stays readable: the refresh token may
   * be used up, and a later refusal then does not mean that the grant was withdrawn.
   */
  releaseLease(owner: ConnectionOwner, holder: string, options: { wasAnswered: boolean }): Promise<void>;

  /**
   * Replaces a generation with the tokens it was refreshed to, and ends the lease. Safe to repeat.
   * @returns false when the connection has been deleted or has other tokens.
   */
  saveRefreshed(owner: ConnectionOwner, generation: string, tokens: SealedTokens): Promise<boolean>;

  /**
   * Marks a generation as ended: its owner has to connect again.
   * @returns false when the store has another generation.
   */
  markEnded(owner: ConnectionOwner, generation: string, reason: ReconnectReason): Promise<boolean>;

  /**
   * Deletes a connection with this generation, and retires its tokens.
   * @param options.duringRefresh Deletes even while a process holds the refresh lease.
   * @returns false when the store has another generation, or this one is being refreshed.
   */
  delete(owner: ConnectionOwner, generation: string, options: { duringRefresh: boolean }): Promise<boolean>;
}

/** Short enough that a click can wait until the lease of a dead process expires. */
export const LEASE_SECONDS = 6;
