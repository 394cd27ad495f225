import type { Region } from "../core/region";
import type { Bearer } from "./bearer";

/**
 * Removes a client's access to a project: all its tokens for this user lose the project, and tokens without any
 * project are revoked. The project, its data and its members stay.
 */
export function removeProject(region: Region, { client, user }: Bearer, projectId: number): void {
  const { store } = region;
  const isOwn = (row: { clientId: string; userId: number }) =>
    row.clientId === client.clientId && row.userId === user.id;
  store.provisionedProjects = store.provisionedProjects.filter(
    (row) => !(row.clientId === client.clientId && row.projectId === projectId),
  );
  for (const [key, token] of store.accessTokens) {
    if (!isOwn(token)) continue;
    token.projectIds = token.projectIds.filter((id) => id !== projectId);
    if (token.projectIds.length === 0) store.accessTokens.delete(key);
  }
  for (const token of store.refreshTokens.values()) {
    if (!isOwn(token)) continue;
    token.projectIds = token.projectIds.filter((id) => id !== projectId);
    if (token.projectIds.length === 0) token.revoked = true;
  }
}
