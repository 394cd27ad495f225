import type { Region } from "../core/region";
import type { Client } from "../store/clients";

/**
 * An operator ends every session of an application: access tokens go at once; the codes and refresh tokens of
 * this moment are refused when they are presented. Later ones work.
 */
export function revokeSessions(region: Region, { clientId }: Client): void {
  const { accessTokens, authorizationCodes, refreshTokens } = region.store;
  for (const [token, row] of accessTokens) if (row.clientId === clientId) accessTokens.delete(token);
  for (const row of authorizationCodes.values()) if (row.clientId === clientId) row.endedByOperator = true;
  for (const row of refreshTokens.values()) if (row.clientId === clientId) row.endedByOperator = true;
}
