import { db } from "../../../lib/platform/db";
import { PostHogError } from "../../../lib/posthog/errors";
import type { TokenSet } from "../../../lib/posthog/tokens";
import { createTokenCustody } from "../../../lib/tokens/custody";
import { createMemoryTokenStore } from "../../../lib/tokens/memory-token-store";
import type { ConnectionOwner } from "../../../lib/tokens/owner";
import { sqlTokenStore } from "../../../lib/tokens/sql-token-store";
import { LEASE_SECONDS, type StoredTokens, type TokenStore } from "../../../lib/tokens/token-store";
import { sealTokens } from "../../../lib/tokens/vault";
import { addUser, newOwner } from "./connections";

const MINUTE_MS = 60_000;

/** A kind of store, and how a test expires its leases from outside. */
export interface StoreKind {
  readonly name: string;
  make(): Promise<{
    readonly store: TokenStore;
    readonly expireLease: (owner: ConnectionOwner) => Promise<void>;
  }>;
}

export const STORES: readonly StoreKind[] = [
  {
    name: "in memory",
    async make() {
      let ahead = 0;
      return {
        store: createMemoryTokenStore(() => Date.now() + ahead),
        expireLease: async () => {
          ahead += (LEASE_SECONDS + 1) * 1000;
        },
      };
    },
  },
  {
    name: "in the database",
    make: async () => ({
      store: sqlTokenStore,
      expireLease: async (owner) => {
        await db().connection.updateMany({
          where: { ...owner },
          data: { refreshLeaseUntil: new Date(Date.now() - 1000) },
        });
      },
    }),
  },
  // <sandbox>
  {
    name: "in the example app's table",
    async make() {
      const { connections, database } = await importExample();
      return {
        store: {
          ...connections,
          async saveGrant(owner, grant) {
            await database.query("INSERT INTO member VALUES ($1) ON CONFLICT DO NOTHING", [owner.userId]);
            return connections.saveGrant(owner, grant);
          },
        },
        expireLease: async ({ userId }) => {
          const ended = `UPDATE connection SET "leaseUntil" = now() - interval '1 second' WHERE member = $1`;
          await database.query(ended, [userId]);
        },
      };
    },
  },
  // </sandbox>
];
// <sandbox>

/** The example app's store. It keeps its tables in memory unless it is told a folder. */
async function importExample() {
  const { DATA_DIR } = process.env;
  delete process.env.DATA_DIR;
  try {
    return await import("../../../examples/hono/connections.ts");
  } finally {
    if (DATA_DIR !== undefined) process.env.DATA_DIR = DATA_DIR;
  }
}
// </sandbox>

/** The pair of tokens with this number: `pha_2` and `phr_2`. */
export const tokens = (number: number, minutes = 60): TokenSet => ({
  accessToken: `pha_${number}`,
  refreshToken: `phr_${number}`,
  expiresAt: new Date(Date.now() + minutes * MINUTE_MS),
});

/** Reads the owner's tokens, which must exist. */
export async function readTokens(store: TokenStore, owner: ConnectionOwner): Promise<StoredTokens> {
  const stored = await store.read(owner);
  if (!stored) throw new Error("there is no connection");
  return stored;
}

/** Stores a pair of tokens as a new grant; creates the owner's user, which the database requires. */
export async function saveGrant(
  store: TokenStore,
  owner: ConnectionOwner,
  number: number,
  minutes?: number,
): Promise<void> {
  await addUser(owner);
  const sealed = sealTokens(owner, tokens(number, minutes));
  await store.saveGrant(owner, { region: "US", scopes: [], teams: [], ...sealed });
}

/**
 * A connected owner, and custody of their tokens that calls `refresh` instead of PostHog.
 * @param options.minutes Until the first tokens expire.
 * @param options.atSave Runs before each attempt to save refreshed tokens.
 * @param options.patienceMs How long the owner waits for a refresh.
 */
export async function stageCustody(
  kind: StoreKind,
  refresh: (refreshToken: string) => Promise<TokenSet>,
  {
    minutes = 60,
    atSave = async () => {},
    patienceMs,
  }: { minutes?: number; atSave?: () => Promise<void>; patienceMs?: number } = {},
) {
  const { store, expireLease } = await kind.make();
  const owner = newOwner();
  await saveGrant(store, owner, 1, minutes);
  /** What custody refreshed and reported, and how often it waited for another process and prolonged its lease. */
  const seen: {
    refreshed: string[];
    outcomes: unknown[];
    orphans: unknown[];
    waits: number;
    prolonged: number;
  } = { refreshed: [], outcomes: [], orphans: [], waits: 0, prolonged: 0 };
  /** Custody in another process, over the same store. */
  const newProcess = () =>
    createTokenCustody({
      store: {
        ...store,
        async takeLease(...lease) {
          const holder = await store.takeLease(...lease);
          if (!holder) seen.waits += 1;
          return holder;
        },
        async prolongLease(...lease) {
          await store.prolongLease(...lease);
          seen.prolonged += 1;
        },
        async saveRefreshed(...tokens) {
          await atSave();
          return store.saveRefreshed(...tokens);
        },
        async delete(...generation) {
          const deleted = await store.delete(...generation);
          if (!deleted) seen.waits += 1;
          return deleted;
        },
      },
      refresh: async ({ refreshToken }) => {
        seen.refreshed.push(refreshToken);
        return refresh(refreshToken);
      },
      patienceMs,
      onRefreshed: (by, region) => seen.outcomes.push([by, region]),
      onEnded: (by, reason, requestId) => seen.outcomes.push([by, reason, requestId]),
      onOrphaned: async (of, orphan) => {
        seen.orphans.push([of, orphan]);
      },
    });
  return { store, owner, seen, newProcess, expireLease, ...newProcess() };
}

/** A call that PostHog handles: it accepts only these access tokens, and records those it is shown. */
export function serverAccepting(...accepted: string[]) {
  const shown: string[] = [];
  const call = async ({ accessToken }: { accessToken: string }): Promise<string> => {
    shown.push(accessToken);
    if (!accepted.includes(accessToken)) throw new PostHogError("unauthorized", { status: 401 });
    return accessToken;
  };
  return { shown, call };
}

/** A promise that the test settles. */
export function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}
