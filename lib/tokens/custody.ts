import { setTimeout as sleep } from "node:timers/promises";
import { isAnswerLost, isGrantGone, isRefused, PostHogError } from "../posthog/errors";
import type { Region } from "../posthog/regions";
import type { TokenSet } from "../posthog/tokens";
import { createKeeping, PATIENCE_MS } from "./keeping";
import { refuse } from "./messages";
import type { ConnectionGrant, ConnectionOwner } from "./owner";
import type { ReconnectReason, SealedTokens, StoredTokens, TokenStore } from "./token-store";
import { sealTokens, tokenPlace, unseal } from "./vault";

const REFRESH_AHEAD_MS = 5 * 60_000;
const REFRESH_JITTER_MS = 60_000;
const PROLONG_EVERY_MS = 2_000;
const WAIT_BEFORE_DELETION_MS = 5_000;
const POLL_MS = 100;

/** What a call to PostHog on a person's behalf may use. */
export interface Access {
  readonly region: Region;
  readonly accessToken: string;
  /** Identifies the grant: see `ConnectionGrant`. */
  readonly connectedAt: Date;
  /** Null until the project is known: the tokens arrive first. */
  readonly projectId: string | null;
}

/** New tokens of a connection that was deleted or replaced during their refresh; they exist only in memory. */
export interface OrphanedTokens extends TokenSet {
  readonly region: Region;
  readonly projectId: string | null;
  /** The generation they were refreshed from: its encrypted access token. */
  readonly generation: string;
}

/** The tokens of a connection that has been deleted. */
interface DeletedConnection {
  readonly region: Region;
  readonly accessToken: string | null;
  readonly refreshToken: string | null;
}

export interface CustodyOptions {
  readonly store: TokenStore;
  /** Exchanges a refresh token for a new pair, at PostHog. */
  readonly refresh: (grant: { region: Region; refreshToken: string }) => Promise<TokenSet>;
  readonly exchangeAndSave?: ReturnType<typeof createKeeping>["exchangeAndSave"];
  /** How long a person waits for a refresh. */
  readonly patienceMs?: number;
  readonly onRefreshed?: (owner: ConnectionOwner, region: Region) => void;
  readonly onEnded?: (owner: ConnectionOwner, reason: ReconnectReason, requestId?: string) => void;
  /** Takes new tokens of a connection deleted or replaced during their refresh: PostHog still accepts them. */
  readonly onOrphaned?: (owner: ConnectionOwner, orphan: OrphanedTokens) => Promise<void>;
}

/** Keeps tokens encrypted in a store and refreshes each generation once, whichever process needs it. */
export function createTokenCustody({
  store,
  refresh,
  exchangeAndSave = createKeeping().exchangeAndSave,
  patienceMs = PATIENCE_MS,
  onRefreshed,
  onEnded,
  onOrphaned,
}: CustodyOptions) {
  /** @throws {AppError} `not_connected`, `connection_changed`, `reconnect_required`. */
  async function readStored(owner: ConnectionOwner | ConnectionGrant): Promise<StoredTokens> {
    const stored = await store.read(owner);
    if (!stored) throw refuse("not_connected");
    if ("connectedAt" in owner && !isSameTime(owner, stored)) throw refuse("connection_changed");
    if (stored.needsReconnect) throw refuse("reconnect_required");
    return stored;
  }

  function open(owner: ConnectionOwner, stored: StoredTokens): Access {
    const { region, projectId, connectedAt, accessTokenSealed } = stored;
    const accessToken = unseal(accessTokenSealed, tokenPlace(owner, "accessToken"));
    // This does not end the connection: with the right encryption key it works again.
    if (accessToken === null) throw refuse("tokens_unreadable");
    return { region, projectId, connectedAt, accessToken };
  }

  /** Refreshes, or waits for the process that does. */
  async function renew(owner: ConnectionOwner, found: StoredTokens): Promise<StoredTokens> {
    const waitUntil = Date.now() + patienceMs;
    const { accessToken } = open(owner, found);
    for (let stale = found; Date.now() < waitUntil; stale = await readStored(owner)) {
      // Compares decrypted tokens: a rotation of the encryption keys changes only the sealed value.
      if (open(owner, stale).accessToken !== accessToken) return stale;
      const holder = await store.takeLease(owner, stale);
      if (holder) return refreshAsHolder(owner, stale, holder, waitUntil - Date.now());
      await sleep(POLL_MS);
    }
    throw new PostHogError("timeout");
  }

  /** Refreshes before the access token expires. It stays good if that is refused, unless an answer was lost before. */
  const renewAhead = (owner: ConnectionOwner, found: StoredTokens): Promise<StoredTokens> =>
    renew(owner, found).catch((error) => {
      const isGood = found.leaseHolder === null && found.expiresAt > new Date();
      if (isRefused(error) && isGood) return found;
      throw error;
    });

  async function refreshAsHolder(
    owner: ConnectionOwner,
    stale: StoredTokens,
    holder: string,
    waitMs: number,
  ): Promise<StoredTokens> {
    const { region, accessTokenSealed, refreshTokenSealed, leaseHolder } = stale;
    const refreshToken = unseal(refreshTokenSealed, tokenPlace(owner, "refreshToken"));
    if (refreshToken === null) {
      await store.releaseLease(owner, holder, { wasAnswered: leaseHolder === null });
      throw refuse("tokens_unreadable");
    }
    return exchangeAndSave(async (keep) => {
      // A failed attempt changes nothing: the next one may succeed before the lease expires.
      const prolong = () => store.prolongLease(owner, holder).catch(() => {});
      const prolonging = setInterval(prolong, PROLONG_EVERY_MS);
      try {
        const tokens = await refresh({ region, refreshToken });
        const sealed = sealTokens(owner, tokens);
        // Saved before use: PostHog has already forgotten the old pair.
        const isSaved = await keep(() => saveRefreshed(owner, stale, tokens, sealed));
        return isSaved ? { ...stale, ...sealed } : await readStored(owner);
      } catch (error) {
        // Only PostHog's answer that the grant is gone ends a connection; any other failure may be temporary.
        if (isGrantGone(error)) {
          // The previous holder died before it saved PostHog's answer, or never received it.
          const reason = leaseHolder ? "renewal_lost" : error.code;
          return await end(owner, accessTokenSealed, reason, error.details.requestId);
        }
        // If an earlier holder lost PostHog's answer, the lease stays marked as unanswered, whatever it answers now.
        const wasAnswered = leaseHolder === null && error instanceof PostHogError && !isAnswerLost(error);
        await store.releaseLease(owner, holder, { wasAnswered });
        throw error;
      } finally {
        clearInterval(prolonging);
      }
    }, waitMs);
  }

  /**
   * Replaces the generation that was refreshed.
   * @returns false when the connection was deleted or replaced; `onOrphaned` then takes its new tokens.
   */
  async function saveRefreshed(
    owner: ConnectionOwner,
    stale: StoredTokens,
    tokens: TokenSet,
    sealed: SealedTokens,
  ): Promise<boolean> {
    const { region, projectId, accessTokenSealed } = stale;
    let isSaved = await store.saveRefreshed(owner, accessTokenSealed, sealed);
    if (!isSaved) {
      // Either pair may have been re-encrypted while the database was away for longer than the lease.
      const place = tokenPlace(owner, "accessToken");
      const current = await store.read(owner);
      const found = current && unseal(current.accessTokenSealed, place);
      isSaved = found === tokens.accessToken;
      if (current && found === unseal(accessTokenSealed, place)) {
        isSaved = await store.saveRefreshed(owner, current.accessTokenSealed, sealed);
      }
    }
    if (isSaved) onRefreshed?.(owner, region);
    else await onOrphaned?.(owner, { region, projectId, generation: accessTokenSealed, ...tokens });
    return isSaved;
  }

  async function end(
    owner: ConnectionOwner,
    generation: string,
    reason: ReconnectReason,
    requestId?: string,
  ): Promise<never> {
    if (!(await store.markEnded(owner, generation, reason))) throw refuse("connection_changed");
    onEnded?.(owner, reason, requestId);
    throw refuse("reconnect_required");
  }

  /**
   * Starts reading the owner's tokens, and returns `withAccessToken` for one call: something else can then be awaited
   * meanwhile.
   */
  function prepareAccess(owner: ConnectionOwner | ConnectionGrant) {
    const reading = readStored(owner);
    // The call may never be made.
    reading.catch(() => {});
    return async <T>(call: (access: Access) => Promise<T>): Promise<T> => {
      let stored = await reading;
      const refreshesAhead = expiresSoon(stored);
      if (refreshesAhead) stored = await renewAhead(owner, stored);
      try {
        return await call(open(owner, stored));
      } catch (error) {
        const refused = error instanceof PostHogError && error.code === "unauthorized";
        if (!refused || refreshesAhead) throw error;
        return await call(open(owner, await renew(owner, stored)));
      }
    };
  }

  return {
    prepareAccess,

    /**
     * Calls PostHog with the owner's access token. Refreshes it shortly before it expires, or if PostHog refuses it.
     * All calls that need the token meanwhile wait for that one refresh.
     * @param owner The owner, or one of their grants for a call that must not use another.
     * @throws {AppError} `not_connected`; `reconnect_required` when the grant is gone; `tokens_unreadable` while no
     * configured encryption key decrypts the tokens; `connection_changed`.
     * @throws {PostHogError} what the call threw.
     */
    withAccessToken: <T>(
      owner: ConnectionOwner | ConnectionGrant,
      call: (access: Access) => Promise<T>,
    ): Promise<T> => prepareAccess(owner)(call),

    /**
     * Deletes a connection and returns its tokens; null when there is none. First waits for a refresh in progress:
     * its new tokens would otherwise stay valid at PostHog, unknown to this app. A connection that is made meanwhile
     * stays.
     */
    async deleteConnection(owner: ConnectionOwner): Promise<DeletedConnection | null> {
      const waitUntil = Date.now() + WAIT_BEFORE_DELETION_MS;
      let grant: StoredTokens | undefined;
      for (;;) {
        const stored = await store.read(owner);
        grant ??= stored ?? undefined;
        if (!stored || !grant || !isSameTime(stored, grant)) return null;
        const { region, accessTokenSealed, refreshTokenSealed } = stored;
        const duringRefresh = Date.now() > waitUntil;
        if (await store.delete(owner, accessTokenSealed, { duringRefresh })) {
          const accessToken = unseal(accessTokenSealed, tokenPlace(owner, "accessToken"));
          const refreshToken = unseal(refreshTokenSealed, tokenPlace(owner, "refreshToken"));
          return { region, accessToken, refreshToken };
        }
        await sleep(POLL_MS);
      }
    },
  };
}

// The jitter keeps connections made in the same minute from being refreshed in the same minute.
function expiresSoon({ expiresAt }: StoredTokens): boolean {
  return expiresAt.getTime() - Date.now() < REFRESH_AHEAD_MS + Math.random() * REFRESH_JITTER_MS;
}

const isSameTime = (one: { connectedAt: Date }, other: { connectedAt: Date }): boolean =>
  one.connectedAt.getTime() === other.connectedAt.getTime();
