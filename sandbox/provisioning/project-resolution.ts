import { canAccessProject, createProject, findProject } from "../core/directory";
import type { Region } from "../core/region";
import { Refusal } from "../http/refusal";
import type { Project } from "../store/people";
import type { Bearer } from "./bearer";

/**
 * Without a `project_id` of the partner, returns the token's first project and creates or renames nothing. With one,
 * returns the project linked to it, and creates it the first time.
 */
export function resolveProject(
  region: Region,
  bearer: Bearer,
  partnerProjectId: string | undefined,
  name: string,
): Project {
  const first = requireFirstProject(region, bearer);
  if (!partnerProjectId) return first;
  const { client, token } = bearer;
  const organizations = organizationsOf(region, token.projectIds);
  const links = region.store.provisionedProjects.filter(
    (row) => row.clientId === client.clientId && row.partnerProjectId === partnerProjectId,
  );
  const link = links.find((row) => organizations.has(row.organizationId));
  if (link) return openLinked(region, bearer, link.projectId);
  if (links.some((row) => isUsersOwn(region, bearer, row.organizationId))) {
    throw new Refusal(409, "project_id_conflict", "Project ID already linked to another organization");
  }
  const project = createProject(region, first.organizationId, name);
  region.store.provisionedProjects.push({
    clientId: client.clientId,
    organizationId: first.organizationId,
    projectId: project.id,
    partnerProjectId,
  });
  addToTokens(region, bearer, project.id);
  return project;
}

function requireFirstProject(region: Region, { token, user }: Bearer): Project {
  const [firstId] = token.projectIds;
  if (firstId === undefined) throw new Refusal(400, "no_team", "No team associated with this token");
  const first = findProject(region, firstId);
  if (!first) throw new Refusal(404, "team_not_found", "Team not found", { id: String(firstId) });
  if (!canAccessProject(region, user.id, first)) throw new Refusal(404, "not_found", "Resource not found");
  return first;
}

function openLinked(region: Region, bearer: Bearer, projectId: number): Project {
  const project = findProject(region, projectId);
  if (!project || !canAccessProject(region, bearer.user.id, project)) {
    throw new Refusal(404, "not_found", "Resource not found");
  }
  addToTokens(region, bearer, projectId);
  return project;
}

/** A link belongs to an organization. The same `project_id` in another organization of this user is a conflict. */
function isUsersOwn(region: Region, { user }: Bearer, organizationId: string): boolean {
  return region.store.memberships.some((m) => m.userId === user.id && m.organizationId === organizationId);
}

function organizationsOf(region: Region, projectIds: number[]): Set<string> {
  return new Set(projectIds.flatMap((id) => findProject(region, id)?.organizationId ?? []));
}

/** Grants the access token and its refresh token access to the project. */
function addToTokens(region: Region, { token }: Bearer, projectId: number): void {
  const add = (ids: number[]) => [...new Set([...ids, projectId])].sort((a, b) => a - b);
  token.projectIds = add(token.projectIds);
  for (const refresh of region.store.refreshTokens.values()) {
    if (refresh.accessToken === token.token) refresh.projectIds = add(refresh.projectIds);
  }
}
