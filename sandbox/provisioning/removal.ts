import type { Region } from "../core/region";
import type { Bearer } from "./bearer";

/**
 * The client lets go of a project: every token it holds for this user loses it, and a token that is left with
 * nothing is gone. The project, its data and its people stay.
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
