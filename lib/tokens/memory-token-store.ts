import { randomUUID } from "node:crypto";
import type { ConnectionOwner } from "./owner";
import { LEASE_SECONDS, type StoredTokens, type TokenStore } from "./token-store";

interface Row {
  tokens: StoredTokens;
  leaseUntil: number;
}

/** Keeps tokens in the memory of one process, for tests and as a minimal example of a store. */
export function createMemoryTokenStore(now: () => number = Date.now): TokenStore {
  const rows = new Map<string, Row>();
  const saved = new Set<string>();
  const keyOf = ({ userId, partnerProjectId }: ConnectionOwner) => JSON.stringify([userId, partnerProjectId]);
  const rowOf = (owner: ConnectionOwner, generation: string): Row | undefined => {
    const row = rows.get(keyOf(owner));
    return row?.tokens.accessTokenSealed === generation ? row : undefined;
  };
  const isLeased = (row: Row): boolean => row.tokens.leaseHolder !== null && row.leaseUntil >= now();
  return {
    read: async (owner) => rows.get(keyOf(owner))?.tokens ?? null,
    async saveGrant(owner, { teams, scopes: _scopes, ...grant }) {
      if (saved.has(grant.accessTokenSealed)) return true;
      saved.add(grant.accessTokenSealed);
      const before = rows.get(keyOf(owner))?.tokens;
      const isSame = before?.region === grant.region && teams.some(({ id }) => id === before.projectId);
      const projectId = isSame ? before.projectId : null;
      const connectedAt = new Date(now());
      const tokens = { ...grant, projectId, connectedAt, needsReconnect: false, leaseHolder: null };
      rows.set(keyOf(owner), { tokens, leaseUntil: 0 });
      return true;
    },
    async takeLease(owner, read) {
      const row = rowOf(owner, read.accessTokenSealed);
      if (!row || row.tokens.needsReconnect || isLeased(row)) return null;
      if (row.tokens.leaseHolder !== read.leaseHolder) return null;
      const leaseHolder = randomUUID();
      row.tokens = { ...row.tokens, leaseHolder };
      row.leaseUntil = now() + LEASE_SECONDS * 1000;
      return leaseHolder;
    },
    async prolongLease(owner, holder) {
      const row = rows.get(keyOf(owner));
      if (row?.tokens.leaseHolder === holder && row.leaseUntil > 0) {
        row.leaseUntil = now() + LEASE_SECONDS * 1000;
      }
    },
    async releaseLease(owner, holder, { wasAnswered }) {
      const row = rows.get(keyOf(owner));
      if (row?.tokens.leaseHolder !== holder) return;
      row.leaseUntil = 0;
      if (wasAnswered) row.tokens = { ...row.tokens, leaseHolder: null };
    },
    async saveRefreshed(owner, generation, tokens) {
      const row = rowOf(owner, generation) ?? rowOf(owner, tokens.accessTokenSealed);
      if (row) row.tokens = { ...row.tokens, ...tokens, needsReconnect: false, leaseHolder: null };
      return row !== undefined;
    },
    async markEnded(owner, generation) {
      const row = rowOf(owner, generation);
      if (row) row.tokens = { ...row.tokens, needsReconnect: true, leaseHolder: null };
      return row !== undefined;
    },
    async delete(owner, generation, { duringRefresh }) {
      const row = rowOf(owner, generation);
      if (!row || (isLeased(row) && !duringRefresh)) return false;
      return rows.delete(keyOf(owner));
    },
  };
}
