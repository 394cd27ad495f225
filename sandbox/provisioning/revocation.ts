import type { Region } from "../region";
import type { Client } from "../store/clients";

/**
 * An operator ends every session of an application: access tokens go at once; codes and refresh tokens from
 * before this moment are refused when they are presented.
 */
export function revokeSessions(region: Region, client: Client): void {
  client.sessionsRevokedAt = region.clock.now();
  for (const [token, row] of region.store.accessTokens) {
    if (row.clientId === client.clientId) region.store.accessTokens.delete(token);
  }
}
