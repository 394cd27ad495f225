import type { Region } from "../core/region";
import type { Client } from "../store/clients";

/**
 * Revokes all sessions of a client, as a PostHog operator can. Access tokens are deleted. Existing codes and refresh
 * tokens get their own error when they are used. Later ones work.
 */
export function revokeSessions(region: Region, { clientId }: Client): void {
  const { accessTokens, authorizationCodes, refreshTokens } = region.store;
  for (const [token, row] of accessTokens) if (row.clientId === clientId) accessTokens.delete(token);
  for (const row of authorizationCodes.values()) if (row.clientId === clientId) row.endedByOperator = true;
  for (const row of refreshTokens.values()) if (row.clientId === clientId) row.endedByOperator = true;
}
