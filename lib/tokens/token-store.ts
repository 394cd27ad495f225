import type { Region } from "../posthog/regions";
import type { Team } from "../posthog/tokens";
import type { ConnectionOwner } from "./owner";

/** Tokens as they are stored: encrypted for one owner and one column. */
export interface SealedTokens {
  readonly accessTokenSealed: string;
  readonly refreshTokenSealed: string;
  readonly expiresAt: Date;
}

/** What a code was exchanged for. */
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
  /** Null while the tokens have arrived and the project has not. */
  readonly projectId: string | null;
  readonly needsReconnect: boolean;
  /** Identifies a generation: each new pair of tokens, and each new encryption of one, has another value. */
  readonly accessTokenSealed: string;
  readonly refreshTokenSealed: string;
  readonly expiresAt: Date;
  /** Identifies the grant: one that replaces it, in another region perhaps, has another value. */
  readonly connectedAt: Date;
  /** Who holds the refresh lease, or held it last without an answer of PostHog. */
  readonly leaseHolder: string | null;
}

/**
 * Where tokens live. Each method is one atomic step, so that processes which share the store agree; a write names
 * the generation that it replaces, and does nothing when another one is there. A store that outlives its process keeps
 * retired tokens in the same step, until they have been revoked at PostHog.
 */
export interface TokenStore {
  read(owner: ConnectionOwner): Promise<StoredTokens | null>;

  /**
   * Stores a new grant in place of any connection the owner had, whose tokens are retired; keeps the project when the
   * grant reaches it. Safe to repeat: a grant that was stored before changes nothing, whatever has come since.
   * @returns false when the owner's account was deleted meanwhile: the new tokens are retired.
   */
  saveGrant(owner: ConnectionOwner, grant: SealedGrant): Promise<boolean>;

  /**
   * Takes the exclusive right to refresh a generation, until it is released, saved over, or has expired.
   * @param read The generation, and who held its lease before.
   * @returns the holder's id; null when another process has taken the lease since, or the generation is gone.
   */
  takeLease(
    owner: ConnectionOwner,
    read: Pick<StoredTokens, "accessTokenSealed" | "leaseHolder">,
  ): Promise<string | null>;

  /** Lets the lease run anew from now on, unless it was released or another process has taken it. */
  prolongLease(owner: ConnectionOwner, holder: string): Promise<void>;

  /**
   * Releases the lease after a failure, so that the next caller need not wait until it expires.
   * @param options.wasAnswered When PostHog's answer did not arrive, the holder's id stays readable: the refresh token
   * may be used up, and a later refusal is then no withdrawal.
   */
  releaseLease(owner: ConnectionOwner, holder: string, options: { wasAnswered: boolean }): Promise<void>;

  /**
   * Replaces a generation with the tokens it was refreshed to, and ends the lease. Safe to repeat.
   * @returns false when the connection has been deleted or has other tokens.
   */
  saveRefreshed(owner: ConnectionOwner, generation: string, tokens: SealedTokens): Promise<boolean>;

  /**
   * Marks a generation as ended: its owner has to connect again.
   * @returns false when another generation is there.
   */
  markEnded(owner: ConnectionOwner, generation: string, reason: ReconnectReason): Promise<boolean>;

  /**
   * Deletes a generation with its connection, and retires it.
   * @param options.duringRefresh Also while a process holds the refresh lease.
   * @returns false when another generation is there, or it is being refreshed.
   */
  delete(owner: ConnectionOwner, generation: string, options: { duringRefresh: boolean }): Promise<boolean>;
}

/** So short that a click can wait for the lease of a process that died to expire. */
export const LEASE_SECONDS = 6;
